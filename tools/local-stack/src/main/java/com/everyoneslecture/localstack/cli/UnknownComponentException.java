package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.ComponentName;
import picocli.CommandLine.TypeConversionException;

/** There is no such component; the message names the existing ones. */
final class UnknownComponentException extends TypeConversionException {

    private static final long serialVersionUID = 1;

    UnknownComponentException(String text) {
        super("unknown component '" + text + "'; the components are: " + ComponentName.all());
    }
}
