package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.jdbc.Query;
import com.everyoneslecture.outbox.event.OutboxNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cloud service that manages the server, recognized by a role that only this service creates. On a managed server no user
 * may execute {@code alter system}; parameters are changed with the service's own tools.
 */
public enum ManagedServer {
    /** A server that no cloud service manages. */
    NONE(""),
    /** Amazon RDS and Aurora. */
    AMAZON("rds_superuser"),
    /** Azure Database for PostgreSQL. */
    AZURE("azure_pg_admin"),
    /** Google Cloud SQL. */
    CLOUD_SQL("cloudsqlsuperuser"),
    /** Google AlloyDB. */
    ALLOYDB("alloydbsuperuser");

    /** The role that Amazon uses in place of the replication attribute, which its administrator cannot grant. */
    private static final String AMAZONS_REPLICATION = "rds_replication";

    private static final String MAY_REPLICATE = """
            select rolreplication or rolsuper
                       or exists (select from pg_roles as managed
                                  where managed.rolname = 'rds_replication'
                                    and pg_has_role(current_user, managed.oid, 'member'))
            from pg_roles
            where rolname = current_user
            """;

    private static final Pattern ALTER_SYSTEM = Pattern.compile("alter system set (\\w+) = '?([^';]+)'?.*");

    private final String role;

    ManagedServer(String role) {
        this.role = role;
    }

    /**
     * Returns the service that manages the server of a connection.
     *
     * @throws SQLException if the server is unreachable
     */
    public static ManagedServer of(Connection connection) throws SQLException {
        for (ManagedServer server : values()) {
            if (server != NONE && hasRole(connection, server.role)) {
                return server;
            }
        }
        return hasRole(connection, AMAZONS_REPLICATION) ? AMAZON : NONE;
    }

    /**
     * Returns whether the role of a connection may replicate, by its attribute or by the role of a managed service.
     *
     * @throws SQLException if the server is unreachable
     */
    public static boolean mayReplicate(Connection connection) throws SQLException {
        return Query.isTrue(connection, MAY_REPLICATE);
    }

    /** Returns the statement with which an administrator lets a role replicate. */
    String allowReplication(String relay) {
        String name = OutboxNames.quoted(relay);
        return this == AMAZON ? "grant " + AMAZONS_REPLICATION + " to " + name : "alter role " + name + " replication";
    }

    /** Returns the finding with advice that can be followed on this server, in place of an {@code alter system}. */
    public Finding adapted(Finding finding) {
        if (this == NONE || finding.fix() == null) {
            return finding;
        }
        Matcher change = ALTER_SYSTEM.matcher(finding.fix());
        if (!change.matches()) {
            return finding;
        }
        String advice = advice(change.group(1), change.group(2).strip());
        return new Finding(
                finding.area(),
                finding.check(),
                finding.status(),
                finding.detail(),
                finding.advice() == null ? advice : finding.advice() + ": " + advice,
                null);
    }

    private String advice(String parameter, String value) {
        boolean logical = parameter.equals("wal_level");
        return switch (this) {
            case AMAZON ->
                "in the parameter group of the instance or the cluster, set "
                        + (logical ? "rds.logical_replication = 1" : parameter + " = " + value)
                        + ", and reboot it if the parameter is static";
            case AZURE ->
                "in the server parameters, set " + parameter + " = " + value
                        + ", and restart the server if the parameter is static";
            case CLOUD_SQL ->
                "set the instance's database flag "
                        + (logical ? "cloudsql.logical_decoding = on" : parameter + " = " + value)
                        + ", which may restart it";
            case ALLOYDB ->
                "set the instance's database flag "
                        + (logical ? "alloydb.logical_decoding = on" : parameter + " = " + value)
                        + ", which may restart it";
            case NONE -> throw new IllegalStateException("its own statements fit");
        };
    }

    private static boolean hasRole(Connection connection, String name) throws SQLException {
        return Query.isTrue(connection, "select exists (select from pg_roles where rolname = ?)", name);
    }
}
