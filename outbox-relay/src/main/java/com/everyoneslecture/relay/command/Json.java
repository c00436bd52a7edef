package com.everyoneslecture.relay.command;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints records as JSON. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static void print(Output output, Object what) {
        output.out().println(MAPPER.writeValueAsString(what));
    }
}
