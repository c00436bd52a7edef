package com.everyoneslecture.benchmarks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/**
 * The bytes of a request, for a service on this machine.
 *
 * @param text the text that is sent, with the head's end
 */
record RawRequest(int port, String text) {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int STATUS_END = "HTTP/1.1 200".length();

    /** Returns a request without a body, with the service's usual host name. */
    static RawRequest get(int port, String target, String... headers) {
        return new RawRequest(port, head("GET", port, target, headers) + "\r\n");
    }

    /** Returns a request with a JSON body. */
    static RawRequest post(int port, String target, String json) {
        return new RawRequest(
                port,
                head("POST", port, target, "Content-Type: application/json", "Content-Length: " + json.length())
                        + "\r\n" + json);
    }

    /** Returns the head of a request without its end. */
    static String head(String method, int port, String target, String... headers) {
        boolean hasHost = List.of(headers).stream().anyMatch(header -> header.startsWith("Host:"));
        return method + " " + target + " HTTP/1.1\r\nConnection: close\r\n"
                + (hasHost ? "" : "Host: 127.0.0.1:" + port + "\r\n")
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
    }

    /** Connects, with a small buffer for the service's answers. */
    static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(1024);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends it, reads the whole answer and returns its status. */
    String status() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            String status = statusOf(in);
            in.transferTo(OutputStream.nullOutputStream());
            return status;
        }
    }

    /** Reads the status from the beginning of an answer. */
    static String statusOf(InputStream in) throws IOException {
        byte[] line = in.readNBytes(STATUS_END);
        return line.length < STATUS_END ? "closed" : new String(line, STATUS_END - 3, 3, ISO_8859_1);
    }
}
