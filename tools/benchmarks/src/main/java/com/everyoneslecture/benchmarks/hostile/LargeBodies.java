package com.everyoneslecture.benchmarks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends bodies of 100 MB, announced and in chunks in turn. */
final class LargeBodies implements HostileClient {

    private static final String KIND = "bodies of 100 MB";
    private static final int BYTES = 100_000_000;
    private static final byte[] PIECE = "a".repeat(50_000).getBytes(ISO_8859_1);

    private final List<Target> targets;
    private final Tally tally;
    private int next;

    LargeBodies(List<Target> targets, Tally tally) {
        this.targets = targets;
        this.tally = tally;
    }

    @Override
    public void step() throws InterruptedException {
        Target target = targets.get(next / 2 % targets.size());
        boolean isChunked = next++ % 2 == 0;
        try (Socket socket = RawRequest.connect(target.port())) {
            String head = RawRequest.head(
                    "POST",
                    target.port(),
                    target.path(),
                    "Content-Type: application/json",
                    isChunked ? "Transfer-Encoding: chunked" : "Content-Length: " + BYTES);
            OutputStream out = socket.getOutputStream();
            out.write((head + "\r\n").getBytes(ISO_8859_1));
            tally.add(KIND, send(out, isChunked) ? "taken whole" : status(socket));
        } catch (IOException e) {
            tally.add(KIND, "closed");
        }
        TimeUnit.MILLISECONDS.sleep(200);
    }

    /** Returns whether the service accepted the whole body. */
    private static boolean send(OutputStream out, boolean isChunked) {
        byte[] size = (Integer.toHexString(PIECE.length) + "\r\n").getBytes(ISO_8859_1);
        try {
            for (int sent = 0; sent < BYTES; sent += PIECE.length) {
                if (isChunked) {
                    out.write(size);
                }
                out.write(PIECE);
                if (isChunked) {
                    out.write("\r\n".getBytes(ISO_8859_1));
                }
            }
            return true;
        } catch (IOException e) {
            // The service has answered and closed the connection.
            return false;
        }
    }

    private static String status(Socket socket) {
        try {
            return RawRequest.statusOf(socket.getInputStream());
        } catch (IOException e) {
            return "closed";
        }
    }

    /** A resource that accepts a body. */
    record Target(int port, String path) {}
}
