package com.everyoneslecture.localstack.proxy;

import com.everyoneslecture.localstack.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Passes connections on to a server of this machine, from the moment it is made until it is closed. The server need not be
 * there.
 *
 * <p>A cut is that of a cable, not of a connection: connections stay open on both sides, new ones are taken, and nothing
 * comes through, neither data nor the end of a connection. What was on its way arrives after the cut, in order.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final int serverPort;
    private final ServerSocket socket;
    private final Valve valve = new Valve();
    private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    /** Listens on some free port of 127.0.0.1. */
    public TcpProxy(String name, int serverPort) {
        this.serverPort = serverPort;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "proxy-" + name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.any()), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for " + name, e);
        }
        threads.execute(this::accept);
    }

    /** Where clients connect to. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Nothing comes through from now on. */
    public void cut() {
        valve.shut();
    }

    /**
     * Everything comes through, later.
     *
     * @param delay of each 16 KiB of each connection and direction: it bounds the throughput, too
     */
    public void slow(Duration delay) {
        valve.slow(delay);
    }

    /** Everything comes through at once. */
    public void restore() {
        valve.open();
    }

    /** Ends all connections. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tunnels.forEach(Tunnel::close);
    }

    private void accept() {
        boolean open = true;
        while (open) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> carry(new Tunnel(client, valve)));
            } catch (IOException | RejectedExecutionException e) {
                // The client was gone before it was taken; or this was closed.
                open = !socket.isClosed();
            }
        }
    }

    private void carry(Tunnel tunnel) {
        tunnels.add(tunnel);
        try {
            tunnel.run(serverPort, threads);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tunnels.remove(tunnel);
        }
    }
}
