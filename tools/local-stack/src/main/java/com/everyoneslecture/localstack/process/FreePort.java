package com.everyoneslecture.localstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Finds free ports of the loopback address. */
public final class FreePort {

    // Below the ranges from which Linux and macOS take the local ports of outgoing connections.
    // Otherwise such a connection could use a server's port at the moment when the server is restarted.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    // An assigned port is free until its server starts, which may be much later, and while the server is down.
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    // Keeps other processes of this user from assigning the port meanwhile:
    // each port is a byte of this file, locked for the life of this process.
    private static final @Nullable FileChannel CLAIMS = claims();

    private FreePort() {}

    /** Returns a free port that was assigned neither by this process nor by another one of this user. */
    public static int any() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && GIVEN.add(port) && claim(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    /** Claims the port for this process. Returns false if another process has it. */
    static boolean claim(int port) {
        if (CLAIMS == null) {
            return true;
        }
        try {
            return CLAIMS.tryLock(port, 1, false) != null;
        } catch (IOException e) {
            // The file system has no locks.
            return true;
        }
    }

    private static @Nullable FileChannel claims() {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir", "/tmp"), "outbox-ports-" + System.getProperty("user.name", ""));
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns whether a server could listen there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
