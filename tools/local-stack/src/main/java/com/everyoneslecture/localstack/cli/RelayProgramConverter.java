package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.RelayProgram;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of the relay's program on the command line. */
public final class RelayProgramConverter implements ITypeConverter<RelayProgram> {

    @Override
    public RelayProgram convert(String text) {
        return RelayProgram.of(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not service or connect"));
    }
}
