package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/** Keys as text for operators: printable UTF-8 as it is, every other key as {@code \x} and hexadecimal digits. */
final class KeyText {

    private static final String HEX = "\\x";

    private KeyText() {}

    static String of(byte[] key) {
        String text = new String(key, UTF_8);
        boolean readable = !text.isEmpty()
                && !text.startsWith(HEX)
                && text.chars().noneMatch(Character::isISOControl)
                && Arrays.equals(text.getBytes(UTF_8), key);
        return readable ? text : HEX + HexFormat.of().formatHex(key);
    }

    /** @throws IllegalArgumentException if hexadecimal digits are malformed */
    static byte[] parse(String text) {
        return text.startsWith(HEX) ? HexFormat.of().parseHex(text.substring(HEX.length())) : text.getBytes(UTF_8);
    }
}
