package com.everyoneslecture.localstack.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * A client's connection and the matching connection to the server. The end of one side's data is forwarded after the data. If one
 * connection breaks, the other one is closed, too.
 */
final class Tunnel {

    private static final int PIECE_BYTES = 16 * 1024;
    private static final int CONNECT_MILLIS = 5_000;

    private final Socket client;
    private final Socket server = new Socket();
    private final Valve valve;
    private final CountDownLatch finished = new CountDownLatch(2);

    Tunnel(Socket client, Valve valve) {
        this.client = client;
        this.valve = valve;
    }

    /** Returns when the connection has ended. */
    void run(int serverPort, Executor threads) throws InterruptedException {
        try {
            // A cut network does not let a new connection through either.
            valve.pass();
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), CONNECT_MILLIS);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            threads.execute(() -> pump(client, server));
            pump(server, client);
            finished.await();
        } catch (IOException e) {
            // No server listens there: the client's connection is closed.
            return;
        } finally {
            close();
        }
    }

    void close() {
        close(client);
        close(server);
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE_BYTES];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                valve.pass();
                out.write(piece, 0, length);
            }
            valve.pass();
            to.shutdownOutput();
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        } finally {
            finished.countDown();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is unusable in any case.
            return;
        }
    }
}
