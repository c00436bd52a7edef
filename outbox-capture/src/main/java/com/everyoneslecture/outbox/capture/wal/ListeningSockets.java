package com.everyoneslecture.outbox.capture.wal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets on which the driver can wait for a message. The driver looks for one with a time-out of a millisecond, so a reader that
 * wants to hear of an event at once would have to ask it hundreds of times a second. After {@link #listen()}, the next look waits
 * as long as {@link #LISTEN_MILLIS}.
 *
 * <p>Only the next one: the driver looks again after each message of the server that is no event, and would not return while a busy
 * server sends those more often.
 *
 * <p>The driver makes one by its name, so class and constructor are public.
 */
public final class ListeningSockets extends SocketFactory {

    /** Also how long a thread that reads may take to see that it should end. */
    static final int LISTEN_MILLIS = 100;

    /** What the driver sets for its look, in {@code PGStream.hasMessagePending()}, and never otherwise. */
    private static final int LOOK_MILLIS = 1;

    /** Whether the next look of the thread waits. */
    private static final ThreadLocal<Boolean> LISTENING = ThreadLocal.withInitial(() -> false);

    /** For the driver. */
    public ListeningSockets() {}

    /** Lets the next look of this thread wait for a message. */
    static void listen() {
        LISTENING.set(true);
    }

    @Override
    public Socket createSocket() {
        return new ListeningSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private static Socket connected(InetSocketAddress server, @Nullable InetSocketAddress local) throws IOException {
        Socket socket = new ListeningSocket();
        try {
            socket.bind(local);
            socket.connect(server);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static final class ListeningSocket extends Socket {

        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            boolean waits = millis == LOOK_MILLIS && LISTENING.get();
            if (waits) {
                LISTENING.set(false);
            }
            super.setSoTimeout(waits ? LISTEN_MILLIS : millis);
        }
    }
}
