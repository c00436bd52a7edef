package com.everyoneslecture.outbox.service.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * Reads the two texts of an address, the path and the query, as they were sent. Each must be text without control characters,
 * in UTF-8, because it may become a line of a log or a value for the database.
 */
final class AddressText {

    private AddressText() {}

    /** Returns the fault of a path. */
    static Optional<String> faultOfPath(String path) {
        return fault(path, "The path");
    }

    /** Returns the fault of a query. */
    static Optional<String> faultOfQuery(String query) {
        return fault(query, "The query");
    }

    private static Optional<String> fault(String text, String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one != '%') {
                bytes.writeBytes(String.valueOf(one).getBytes(UTF_8));
                continue;
            }
            int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.of(name + " has a % that no two hexadecimal digits follow.");
            }
            bytes.write(high * 16 + low);
            at += 2;
        }
        return faultOfText(bytes.toByteArray(), name);
    }

    private static Optional<String> faultOfText(byte[] bytes, String name) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).chars().anyMatch(Character::isISOControl)
                    ? Optional.of(name + " has a control character.")
                    : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of(name + " is not text in UTF-8.");
        }
    }
}
