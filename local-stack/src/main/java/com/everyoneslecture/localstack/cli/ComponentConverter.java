package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.ComponentName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A component's name on the command line. */
final class ComponentConverter implements ITypeConverter<ComponentName> {

    @Override
    public ComponentName convert(String text) {
        return ComponentName.of(text)
                .orElseThrow(() -> new TypeConversionException(
                        "unknown component '" + text + "'; the components are: " + ComponentName.all()));
    }
}
