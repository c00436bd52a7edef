package com.everyoneslecture.outbox.append;

import java.util.Locale;
import java.util.Map;

/** Writes headers as JSON: an object of strings, as PostgreSQL writes a {@code jsonb}. */
final class HeaderText {

    private HeaderText() {}

    static String of(Map<String, String> headers) {
        StringBuilder json = new StringBuilder("{");
        headers.forEach((name, value) -> {
            json.append(json.length() == 1 ? "" : ", ");
            append(json, name);
            json.append(": ");
            append(json, value);
        });
        return json.append('}').toString();
    }

    private static void append(StringBuilder json, String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        json.append('"');
    }
}
