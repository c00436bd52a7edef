package com.everyoneslecture.testservices.pooler;

import com.everyoneslecture.testservices.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pools the sessions of one database for each transaction, as PgBouncer does in transaction mode, in the most difficult way: each
 * transaction gets the session with the longest idle time, so two in a row never get the same one if there are two. It refuses a startup
 * parameter that PgBouncer refuses by default. It opens a session at each login, and leaves it in the state in which its last client left it.
 */
public final class TransactionPooler implements AutoCloseable {

    /** Numbers that no process of a server has. */
    private static final AtomicInteger PROCESSES = new AtomicInteger(1_000_000_000);

    private final TestDatabase database;
    private final Set<String> ignored;
    private final int serverPort;
    private final ServerSocket socket;
    private final BlockingQueue<Wire> sessions = new LinkedBlockingQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "pooler");
        thread.setDaemon(true);
        return thread;
    });

    /** Listens on a free port of 127.0.0.1. */
    public TransactionPooler(TestDatabase database) {
        this(database, Set.of());
    }

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param ignored startup parameters that are dropped, PgBouncer's {@code ignore_startup_parameters}
     */
    public TransactionPooler(TestDatabase database, Set<String> ignored) {
        this.database = database;
        this.ignored = ignored;
        this.serverPort = portOf(database.jdbcUrl());
        try {
            socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Returns the database's URL through this pooler. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + socket.getLocalPort() + "/" + database.name();
    }

    /** Returns the number of sessions that no client uses at the moment. */
    public int idleSessions() {
        return sessions.size();
    }

    /** Ends all connections. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        socket.close();
        for (Socket open : sockets) {
            open.close();
        }
    }

    private static int portOf(String url) {
        return Integer.parseInt(url.replaceFirst(".*:(\\d+)/[^/]*", "$1"));
    }

    private void accept() {
        boolean open = true;
        while (open) {
            try {
                Socket client = socket.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException | RejectedExecutionException e) {
                open = !socket.isClosed();
            }
        }
    }

    private void serve(Socket socketOfClient) {
        try (Wire client = new Wire(socketOfClient)) {
            Startup startup = Startup.of(client.startup());
            String refused = startup.refused(ignored);
            if (refused != null) {
                client.refuse(refused);
                return;
            }
            sessions.add(logIn(client, startup.without(ignored).packet()));
            Wire.Message message = client.read();
            while (message.type() != 'X') {
                Wire server = sessions.take();
                boolean inTransaction;
                do {
                    inTransaction = forward(client, server, message);
                    if (inTransaction) {
                        message = client.read();
                    }
                } while (inTransaction);
                sessions.add(server);
                message = client.read();
            }
        } catch (IOException e) {
            // The client disconnected, or this was closed. The session of a running transaction is lost, too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens a session with the client's startup packet. */
    private Wire logIn(Wire client, byte[] packet) throws IOException {
        Socket socketOfServer = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        sockets.add(socketOfServer);
        Wire server = new Wire(socketOfServer);
        server.write(packet);
        Wire.Message answer = server.read();
        while (answer.type() != 'Z') {
            client.write(answer.type() == 'K' ? answer.withProcess(PROCESSES.incrementAndGet()) : answer);
            if (answer.type() == 'E') {
                throw new IOException("the server refuses the client");
            }
            if (answer.asksForPassword()) {
                server.write(client.read());
            }
            answer = server.read();
        }
        client.write(answer);
        return server;
    }

    /** Forwards one message, and the answers to it; returns whether the session still belongs to the client. */
    private static boolean forward(Wire client, Wire server, Wire.Message message) throws IOException {
        server.write(message);
        if (message.type() != 'S' && message.type() != 'Q') {
            return true;
        }
        Wire.Message answer = server.read();
        while (answer.type() != 'Z') {
            client.write(answer);
            answer = server.read();
        }
        client.write(answer);
        return !answer.isIdle();
    }
}
