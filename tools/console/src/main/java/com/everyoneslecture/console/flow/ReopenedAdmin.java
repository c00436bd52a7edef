package com.everyoneslecture.console.flow;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** An admin client that the first request opens, and the next one after a close. Any thread may use it. */
public final class ReopenedAdmin implements AutoCloseable {

    private final Properties client;
    private @Nullable Admin admin;

    /** @param client the settings of the Kafka clients */
    public ReopenedAdmin(Properties client) {
        this.client = client;
    }

    /** Returns the client, which a close may end at any time: a reading that uses one client only does not open another one after that. */
    public synchronized Admin open() {
        if (admin == null) {
            admin = Admin.create(client);
        }
        return admin;
    }

    /** Closes the connections. */
    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
