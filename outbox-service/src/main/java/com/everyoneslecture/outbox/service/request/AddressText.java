package com.everyoneslecture.outbox.service.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/**
 * Reads the two texts of an address, the path and the query, as they were sent. Each must be text without control characters,
 * in UTF-8, because it may become a line of a log or a value for the database.
 */
final class AddressText {

    private AddressText() {}

    /** Returns the fault of a path. */
    static Optional<String> faultOfPath(String path) {
        // A reader could mistake the first segment for a host.
        return path.startsWith("//") ? Optional.of("The path begins with two slashes.") : fault(path, "The path");
    }

    /** Returns the fault of a query. */
    static Optional<String> faultOfQuery(String query) {
        return fault(query, "The query");
    }

    private static Optional<String> fault(String text, String name) {
        try {
            // Decodes one character for each byte, because the decoder for UTF-8 would replace invalid bytes.
            return faultOfText(UriUtils.decode(text, ISO_8859_1).getBytes(ISO_8859_1), name);
        } catch (IllegalArgumentException e) {
            return Optional.of(name + " has a % that no two hexadecimal digits follow.");
        }
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
