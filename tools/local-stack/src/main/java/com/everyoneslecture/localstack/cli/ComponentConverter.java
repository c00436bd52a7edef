package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.ComponentName;
import picocli.CommandLine.ITypeConverter;

/** Converts a component's name on the command line. */
final class ComponentConverter implements ITypeConverter<ComponentName> {

    @Override
    public ComponentName convert(String text) {
        return ComponentName.of(text).orElseThrow(() -> new UnknownComponentException(text));
    }
}
