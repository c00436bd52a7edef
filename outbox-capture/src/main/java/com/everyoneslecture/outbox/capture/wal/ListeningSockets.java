package com.everyoneslecture.outbox.capture.wal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates sockets on which the driver can wait for a message. The driver polls for a message with a time-out of one
 * millisecond, so a reader that wants to receive an event at once would have to poll hundreds of times a second. After
 * {@link #listen()}, the next poll waits up to {@link #LISTEN_MILLIS}.
 *
 * <p>Only the next poll waits: the driver polls again after each message of the server that is not an event, and would not
 * return while a busy server sends such messages more often.
 *
 * <p>The driver creates the factory by its name, so class and constructor are public.
 */
public final class ListeningSockets extends SocketFactory {

    /**
     * The time-out of a poll that waits, in milliseconds; also the time after which a reading thread sees that it should end.
     */
    static final int LISTEN_MILLIS = 100;

    /** The time-out that the driver sets for a poll, in {@code PGStream.hasMessagePending()}, and nowhere else. */
    private static final int POLL_MILLIS = 1;

    /** True if the thread's next poll waits. */
    private static final ThreadLocal<Boolean> LISTENING = ThreadLocal.withInitial(() -> false);

    /** Used by the driver. */
    public ListeningSockets() {}

    /** Makes the next poll of this thread wait for a message. */
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
            boolean waits = millis == POLL_MILLIS && LISTENING.get();
            if (waits) {
                LISTENING.set(false);
            }
            super.setSoTimeout(waits ? LISTEN_MILLIS : millis);
        }
    }
}
