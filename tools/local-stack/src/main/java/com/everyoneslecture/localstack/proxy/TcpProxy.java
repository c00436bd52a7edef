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
 * Forwards connections to a server of this machine, from its creation until it is closed. The server need not be running.
 *
 * <p>A cut is like that of a cable, not of a connection: connections stay open on both sides, new ones are accepted, and nothing is
 * forwarded, neither data nor the end of a connection. Data in transit arrive after the cut, in order.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final int serverPort;
    private final ServerSocket socket;
    private final Valve valve = new Valve();
    private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    /** Listens on a free port of 127.0.0.1. */
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

    /** Returns the port that clients connect to. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Forwards nothing from now on. */
    public void cut() {
        valve.shut();
    }

    /**
     * Forwards everything with a delay.
     *
     * @param delay the delay of each 16 KiB of each connection and direction, which also limits the throughput
     */
    public void slow(Duration delay) {
        valve.slow(delay);
    }

    /** Forwards everything without a delay. */
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
                // The client has disconnected before it was accepted, or this proxy was closed.
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
