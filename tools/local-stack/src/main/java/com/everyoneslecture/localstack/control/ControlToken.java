package com.everyoneslecture.localstack.control;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The token that requests to the running {@code up} must carry. */
record ControlToken(String text) {

    private static final int BYTES = 32;

    static ControlToken madeUp() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ControlToken(HexFormat.of().formatHex(bytes));
    }

    /** Returns whether a request carries it; takes the same time whether or not. */
    boolean isIn(Headers request) {
        String given = String.valueOf(request.getFirst("Authorization"));
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), ("Bearer " + text).getBytes(StandardCharsets.UTF_8));
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "ControlToken[]";
    }
}
