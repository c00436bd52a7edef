package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A system with its own home, whose servers listen on ports of the loopback address. */
abstract class HomeStack implements Stack {

    private static final String LOOPBACK = "127.0.0.1:";

    private final Home home;
    private final Deployment deployment;

    HomeStack(Home home, Deployment deployment) {
        this.home = home;
        this.deployment = deployment;
    }

    /** Returns the component's own port, which no link uses. */
    abstract int port(ComponentName component);

    /** Returns the ports of all servers of a database, of which one is the primary. */
    List<Integer> ports(ComponentName database) {
        return List.of(port(database));
    }

    /** Returns the password of the superuser of a database server. */
    abstract String superuserPassword(ComponentName database);

    /** Returns the password of the category service. */
    abstract String applicationPassword();

    /** Returns the settings with which a Kafka client logs in as an administrator; empty if the broker requires no login. */
    Map<String, String> kafkaLogin() {
        return Map.of();
    }

    final Home home() {
        return home;
    }

    @Override
    public final RelayProgram relay() {
        return deployment.program();
    }

    @Override
    public void heal() throws InterruptedException {
        for (Link link : deployment.links()) {
            restore(link);
        }
        if (deployment.relays() == 1) {
            killSecondRelay();
        }
        for (ComponentName component : deployment.components()) {
            thaw(component);
        }
        for (ComponentName component : deployment.components()) {
            start(component);
        }
    }

    @Override
    public final DataSource categoryDatabase() {
        return asSuperuser(ComponentName.CATEGORY_DB, Schema.CATEGORY);
    }

    @Override
    public final DataSource categoryDatabaseAsApplication() {
        return ObserversDatabase.of(
                ports(ComponentName.CATEGORY_DB), Schema.CATEGORY, "category_app", applicationPassword());
    }

    @Override
    public final DataSource lectureDatabase() {
        return asSuperuser(ComponentName.LECTURE_DB, Schema.LECTURE);
    }

    @Override
    public final Map<String, Object> kafkaClient() {
        Map<String, Object> client = new HashMap<>(kafkaLogin());
        client.put("bootstrap.servers", LOOPBACK + port(ComponentName.KAFKA));
        return client;
    }

    @Override
    public final URI categoryApp() {
        return URI.create("http://" + LOOPBACK + port(ComponentName.CATEGORY_APP));
    }

    @Override
    public final Path logs() {
        return home.logs();
    }

    /** Deletes all but the lock: without its file, another system could take the directory while this one deletes what is in it. */
    @Override
    public final void delete() {
        home.empty();
    }

    @Override
    public final void close() {
        try {
            end();
        } finally {
            home.claimed().close();
        }
    }

    private DataSource asSuperuser(ComponentName database, Schema schema) {
        return ObserversDatabase.of(ports(database), schema, PostgresServer.SUPERUSER, superuserPassword(database));
    }
}
