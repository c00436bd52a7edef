package com.everyoneslecture.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.testservices.TestPostgres;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests as the administrator of a managed service's customer: the owner of the database, but no superuser. */
class ManagedServiceIT {

    private final TestPostgres postgres = TestPostgres.start();

    @AfterEach
    void stopServer() {
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource(Schema.class)
    void isPreparedByAnOwnerWhoMayCreateRolesThatReplicate(Schema schema) throws SQLException {
        DataSource owner = owner("createrole replication", "");

        schema.migrate(owner, Map.of());
        assertThat(schema.migrate(owner, Map.of(schema.loginRoles().get(0), "secret")))
                .isZero();

        assertThat(Sql.one(postgres.as(schema.loginRoles().get(0), "secret", "managed"), "select current_user"))
                .isEqualTo(schema.loginRoles().get(0));
    }

    @Test
    void keepsItsTablesFromTheRolesThatLogIn() throws SQLException {
        DataSource owner = owner("createrole replication", "");
        Schema.CATEGORY.migrate(owner, Map.of("category_app", "secret"));
        DataSource app = postgres.as("category_app", "secret", "managed");

        Sql.execute(app, Sql.insert());
        Sql.assertRefused(app, "select * from outbox").isEqualTo(Sql.PERMISSION_DENIED);
        assertThat(Sql.one(owner, "select relowner::regrole from pg_class where relname = 'outbox'"))
                .isEqualTo("category_owner");
        assertThat(Sql.one(owner, "select outbox_ensure_partitions(8)")).isEqualTo("1");
    }

    @Test
    void isPreparedWhereReplicationIsARoleOfTheService() throws SQLException {
        DataSource owner = owner(
                "createrole", "create role rds_replication; grant rds_replication to administrator with admin option");

        Schema.CATEGORY.migrate(owner, Map.of());

        assertThat(Sql.one(owner, "select pg_has_role('outbox_relay', 'rds_replication', 'member')"))
                .isEqualTo("t");
    }

    @Test
    void saysWhatToDoWhereTheOwnerCannotLetARoleReplicate() throws SQLException {
        DataSource owner = owner("createrole", "");

        assertThatThrownBy(() -> Schema.CATEGORY.migrate(owner, Map.of()))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("cannot make outbox_relay a role that replicates");

        assertThat(Sql.one(
                        owner,
                        "select count(*) from pg_tables where schemaname = 'public'"
                                + " and tablename <> 'flyway_schema_history'"))
                .isEqualTo("0");
        assertThat(Sql.one(owner, "select count(*) from pg_roles where rolname in ('category_app', 'category_owner')"))
                .isEqualTo("0");
    }

    private DataSource owner(String attributes, String more) throws SQLException {
        DataSource superuser = postgres.admin("postgres");
        Sql.execute(
                superuser,
                "create role administrator login password 'secret' " + attributes,
                "create database managed owner administrator");
        if (!more.isEmpty()) {
            Sql.execute(superuser, more);
        }
        return postgres.as("administrator", "secret", "managed");
    }
}
