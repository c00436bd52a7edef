package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.Capture;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a capture's name on the command line. */
public final class CaptureConverter implements ITypeConverter<Capture> {

    @Override
    public Capture convert(String text) {
        return Capture.of(text).orElseThrow(() -> new TypeConversionException("'" + text + "' is not debezium or wal"));
    }
}
