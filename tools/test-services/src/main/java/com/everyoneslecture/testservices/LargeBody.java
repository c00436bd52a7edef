package com.everyoneslecture.testservices;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Sends a JSON body of 95 MB to a service on this machine and reads its answer. It sends until the service closes the connection, and then
 * reads the answer that the service sent before. An HTTP client would report the closed connection instead.
 */
public final class LargeBody {

    private static final long BYTES = 95_000_000;
    private static final byte[] PIECE = "a".repeat(50_000).getBytes(US_ASCII);
    private static final int PATIENCE_MILLIS = 60_000;

    private LargeBody() {}

    /**
     * Returns the service's answer, from its status line on, and the number of bytes that the service accepted before it closed the connection.
     *
     * @param headers the headers, each with its line end
     */
    public static Answer post(int port, String path, boolean chunked, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\nConnection: close\r\nContent-Type: application/json\r\n" + headers
                            + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + BYTES)
                            + "\r\n\r\n")
                    .getBytes(US_ASCII));
            long sent = send(out, chunked);
            return new Answer(read(socket.getInputStream()), sent);
        }
    }

    private static String read(InputStream in) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            in.transferTo(answer);
        } catch (IOException reset) {
            // Bytes of the body were in transit when the service closed the connection; the answer arrived before.
        }
        return answer.toString(US_ASCII);
    }

    private static long send(OutputStream out, boolean chunked) {
        long sent = 0;
        try {
            write(out, "{\"a\":\"".getBytes(US_ASCII), chunked);
            while (sent < BYTES - 100) {
                write(out, PIECE, chunked);
                sent += PIECE.length;
            }
        } catch (IOException closed) {
            // The service has answered and reads no further.
        }
        return sent;
    }

    private static void write(OutputStream out, byte[] bytes, boolean chunked) throws IOException {
        if (chunked) {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
        }
        out.write(bytes);
        if (chunked) {
            out.write("\r\n".getBytes(US_ASCII));
        }
    }

    /**
     * The answer.
     *
     * @param text status line, headers and body
     * @param sent the number of bytes of the body that the service's machine accepted
     */
    public record Answer(String text, long sent) {}
}
