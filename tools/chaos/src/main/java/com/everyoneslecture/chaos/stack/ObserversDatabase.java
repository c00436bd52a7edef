package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.db.Schema;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connects observers to a database: by a new connection each time, and with short timeouts for a server that does not answer. */
final class ObserversDatabase {

    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 10;

    private ObserversDatabase() {}

    /** @param ports the port of the server, or those of a primary and its standby: the connection is then to the primary */
    static DataSource of(List<Integer> ports, Schema schema, String role, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://"
                + ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","))
                + "/" + schema.databaseName());
        if (ports.size() > 1) {
            source.setTargetServerType("primary");
            source.setHostRecheckSeconds(0);
        }
        source.setUser(role);
        source.setPassword(password);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(ANSWER_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        return source;
    }
}
