package com.everyoneslecture.outbox.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.sql.DataSource;
import org.apiguardian.api.API;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A relay with a real PostgreSQL and a real Kafka, as processes of this machine, for a test. It needs neither Docker nor a network.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RelayServers servers = RelayServers.builder()
 *         .outbox("shop.events")
 *         .writer("shop_app")
 *         .script(Path.of("shop.sql"))
 *         .start();
 *
 * @Test
 * void publishesEachPurchaseOnce() {
 *     purchases.place("4711");
 *     servers.everythingPublishedOnceInOrder();
 * }
 * }</pre>
 *
 * <p>The database is new and has the outbox. The relay is the one that runs in production, with its default settings except that it reads
 * by its own reader ({@code RELAY_CAPTURE_CONNECTOR=wal}), which starts faster.
 *
 * <p>As an extension in a static field, the servers end after the tests of the class. Without {@code @RegisterExtension} they serve every
 * class that uses the field. They end with this JVM at the latest, also if it is killed.
 *
 * <p><b>Threads:</b> any thread may use running servers.
 */
@API(status = API.Status.STABLE)
public final class RelayServers implements AfterAllCallback, AutoCloseable {

    private final ServersProcess process;
    private final OutboxEvents events;

    private RelayServers(ServersProcess process, String table) {
        this.process = process;
        this.events = OutboxEvents.in(dataSource(process), table);
    }

    /** Returns a builder for the outbox {@code public.outbox}, written by the role {@code outbox_writer}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the address of the database. */
    public String jdbcUrl() {
        return process.answer("url");
    }

    /** Returns the role that may append to the outbox; with a database of the caller, its administrator. */
    public String writer() {
        return process.answer("writer");
    }

    /** Returns the password of {@link #writer}. */
    public String writerPassword() {
        return process.answer("writerPassword");
    }

    /** Returns the role that may do everything, for migrations. */
    public String administrator() {
        return process.answer("administrator");
    }

    /** Returns the password of {@link #administrator}. */
    public String administratorPassword() {
        return process.answer("administratorPassword");
    }

    /** Returns connections of the administrator; each is a new one. */
    public DataSource dataSource() {
        return dataSource(process);
    }

    /** Returns the address of the brokers. */
    public String bootstrapServers() {
        return process.answer("kafka");
    }

    /** Returns the port of 127.0.0.1 where the relay serves its health and its metrics. */
    public int relayPort() {
        return Integer.parseInt(process.answer("relayPort"));
    }

    /** Returns the events of the outbox. Not registered as an extension: use {@code mark()} and {@code since()}. */
    public OutboxEvents events() {
        return events;
    }

    /** Returns the comparison of the outbox with the topics of the naming rule. */
    public PublishedEvents published() {
        return PublishedEvents.of(events, bootstrapServers());
    }

    /**
     * Waits until every event is published and asserts that each is there once and in order, as
     * {@link PublishedEvents#everythingPublishedOnceInOrder} does.
     *
     * @throws AssertionError if something differs; the message names the events
     */
    public void everythingPublishedOnceInOrder() {
        published().everythingPublishedOnceInOrder();
    }

    /** Ends the servers and deletes their data. A database and brokers of the caller stay; the relay's slot is dropped. */
    @Override
    public void close() {
        process.close();
    }

    /** Called by JUnit. */
    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    private static DataSource dataSource(ServersProcess process) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(process.answer("url"));
        source.setUser(process.answer("administrator"));
        source.setPassword(process.answer("administratorPassword"));
        return source;
    }

    /** Collects what the servers are like. For one thread. */
    public static final class Builder {

        private final Properties request = new Properties();
        private final StringBuilder scripts = new StringBuilder();

        private Builder() {
            outbox("public.outbox");
            writer("outbox_writer");
            request.setProperty("reader", "outbox_reader");
        }

        /**
         * Names the outbox's table; its schema is created, too.
         *
         * @param table schema and table as SQL writes them, such as {@code shop.events}
         */
        public Builder outbox(String table) {
            request.setProperty("table", table);
            return this;
        }

        /** Names the role that the service logs in as. It is created, and may append to the outbox. */
        public Builder writer(String role) {
            request.setProperty("writer", role);
            return this;
        }

        /**
         * Adds SQL that the administrator runs once the outbox exists, such as the tables of the service and the rights of its role.
         *
         * @throws UncheckedIOException if the file cannot be read
         */
        public Builder script(Path file) {
            try {
                scripts.append(Files.readString(file)).append('\n');
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }

        /**
         * Uses a database of the caller, such as that of a container, instead of a new one. It needs {@code wal_level = logical}. The
         * outbox and its roles are created where they are missing; service and relay log in as the administrator.
         *
         * @param user a superuser
         */
        public Builder database(String jdbcUrl, String user, String password) {
            request.setProperty("database.url", jdbcUrl);
            request.setProperty("database.user", user);
            request.setProperty("database.password", password);
            return this;
        }

        /** Uses brokers of the caller instead of a new one. The topics of the events must be new. */
        public Builder kafka(String bootstrapServers) {
            request.setProperty("kafka", bootstrapServers);
            return this;
        }

        /**
         * Sets an environment variable of the relay, such as {@code RELAY_ROUTES_0_DESTINATION}. Addresses, passwords and the names of
         * slot, table and publication follow from the servers and cannot be set.
         */
        public Builder relay(String variable, String value) {
            request.setProperty("relay." + variable, value);
            return this;
        }

        /**
         * Starts the servers and returns when the relay is ready. This takes some ten seconds.
         *
         * @throws IllegalStateException if a server does not start, with the reason and its log
         */
        public RelayServers start() {
            Properties all = new Properties();
            all.putAll(request);
            all.setProperty("scripts", scripts.toString());
            return new RelayServers(ServersProcess.start(all), all.getProperty("table", ""));
        }
    }
}
