package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sends requests like a proxy: from the address that the console trusts, or from another one of this machine. */
final class ThroughProxy {

    /** The address that the console under test trusts. */
    static final String TRUSTED = "127.0.0.2";

    private static final int PATIENCE_MILLIS = 60_000;

    private ThroughProxy() {}

    /** Returns the whole answer to a request from an address of this machine; of a stream of events, returns the head. */
    static String answer(String from, int port, String method, String target, String body, String... headers)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] content = body.getBytes(UTF_8);
            String head = method + " " + target + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers)
                    + "\r\nContent-Length: " + content.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(content);
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] piece = new byte[8_192];
        int read = in.read(piece);
        while (read >= 0) {
            answer.write(piece, 0, read);
            boolean isStream = answer.toString(UTF_8).contains("text/event-stream\r\n")
                    && answer.toString(UTF_8).contains("\r\n\r\n");
            read = isStream ? -1 : in.read(piece);
        }
        return answer.toString(UTF_8);
    }
}
