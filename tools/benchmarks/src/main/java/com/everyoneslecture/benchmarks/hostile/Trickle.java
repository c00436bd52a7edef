package com.everyoneslecture.benchmarks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Connections on which a request arrives at a byte a second and never ends. A connection that the service closes is opened again. */
final class Trickle implements HostileClient {

    private final String kind;
    private final RawRequest beginning;
    private final int connections;
    private final Tally tally;
    private final List<Socket> open = new ArrayList<>();

    Trickle(String kind, RawRequest beginning, int connections, Tally tally) {
        this.kind = kind;
        this.beginning = beginning;
        this.connections = connections;
        this.tally = tally;
    }

    @Override
    public void step() throws IOException, InterruptedException {
        while (open.size() < connections) {
            Socket socket = RawRequest.connect(beginning.port());
            open.add(socket);
            socket.getOutputStream().write(beginning.text().getBytes(ISO_8859_1));
            tally.add(kind, "opened");
        }
        for (Socket socket : List.copyOf(open)) {
            if (isEnded(socket)) {
                open.remove(socket);
                socket.close();
            }
        }
        TimeUnit.SECONDS.sleep(1);
    }

    private boolean isEnded(Socket socket) {
        try {
            if (socket.getInputStream().available() > 0) {
                tally.add(kind, RawRequest.statusOf(socket.getInputStream()));
                return true;
            }
            socket.getOutputStream().write('a');
            return false;
        } catch (IOException e) {
            tally.add(kind, "closed");
            return true;
        }
    }

    @Override
    public void close() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed already.
            }
        }
    }
}
