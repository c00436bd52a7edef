package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.stack.Link;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the name of a connection on the command line. */
final class LinkConverter implements ITypeConverter<Link> {

    @Override
    public Link convert(String text) {
        return Link.of(text)
                .orElseThrow(() -> new TypeConversionException("'" + text
                        + "' is not a connection; the connections are: "
                        + Arrays.stream(Link.values()).map(Link::toString).collect(Collectors.joining(", "))));
    }
}
