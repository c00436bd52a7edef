package com.everyoneslecture.benchmarks.takeover;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts {@code cut-kafka} to {@link Kind#CUT_KAFKA}. */
final class KindConverter implements ITypeConverter<Kind> {

    @Override
    public Kind convert(String text) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.option().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of "
                        + Arrays.stream(Kind.values()).map(Kind::option).collect(Collectors.joining(", "))));
    }
}
