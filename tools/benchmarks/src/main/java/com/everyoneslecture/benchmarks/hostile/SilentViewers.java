package com.everyoneslecture.benchmarks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens the console's stream as often as one address may, and reads nothing from it. Starts again every 20 s. */
final class SilentViewers implements HostileClient {

    private static final String KIND = "viewers that do not read";
    private static final int VIEWERS = 10;
    private static final int SECONDS = 20;

    private final RawRequest request;
    private final Tally tally;
    private final List<Socket> open = new ArrayList<>();

    SilentViewers(int port, Tally tally) {
        this.request = RawRequest.get(port, "/api/stream");
        this.tally = tally;
    }

    @Override
    public void step() throws IOException, InterruptedException {
        for (int viewer = 0; viewer < VIEWERS; viewer++) {
            Socket socket = RawRequest.connect(request.port());
            open.add(socket);
            socket.getOutputStream().write(request.text().getBytes(ISO_8859_1));
            tally.add(KIND, "opened");
        }
        TimeUnit.SECONDS.sleep(SECONDS);
        close();
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
        open.clear();
    }
}
