package com.everyoneslecture.outbox.inbox.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A service whose pool has auto-commit off, and that has a second data source. */
class SeveralDataSourcesIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.LECTURE);
    private static final JdbcTemplate ADMIN = new JdbcTemplate(DATABASE.admin());
    private static final HikariDataSource SHIPPING = pool();
    private static final DataSource OTHER = DATABASE.admin();

    @BeforeAll
    static void createTable() {
        ADMIN.execute("create table shipped (what text)");
        ADMIN.execute("grant insert on shipped to lecture_projector");
        ADMIN.execute("create schema own authorization lecture_projector");
    }

    @AfterAll
    static void stop() {
        SHIPPING.close();
    }

    @Test
    void refusesATransactionManagerOfTheOtherDataSource() {
        SpringTransactions transactions = new SpringTransactions(new JdbcTransactionManager(OTHER), SHIPPING);

        assertThatThrownBy(() -> transactions.inTransaction(connection -> ship(connection, "by none")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("does not manage the inbox's DataSource");
    }

    /** A retry of a parked key may run in a transaction of its caller, which must not take the inbox's changes. */
    @Test
    void refusesATransactionManagerOfTheOtherDataSourceWithinATransactionOfItsOwn() {
        SpringTransactions transactions = new SpringTransactions(new JdbcTransactionManager(OTHER), SHIPPING);
        TransactionTemplate caller = new TransactionTemplate(new JdbcTransactionManager(SHIPPING));

        assertThatThrownBy(() -> caller.execute(status -> {
                    try {
                        return transactions.inTransaction(connection -> ship(connection, "by the caller"));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .rootCause()
                .hasMessageContaining("does not manage the inbox's DataSource");
    }

    @Test
    void commitsByTheManagerOfItsDataSourceAlsoThroughAProxy() throws Exception {
        PlatformTransactionManager manager = new JdbcTransactionManager(SHIPPING);

        new SpringTransactions(manager, SHIPPING).inTransaction(connection -> ship(connection, "direct"));
        new SpringTransactions(manager, new TransactionAwareDataSourceProxy(SHIPPING))
                .inTransaction(connection -> ship(connection, "proxy"));

        assertThat(ADMIN.queryForList("select what from shipped order by what", String.class))
                .containsExactly("direct", "proxy");
    }

    @Test
    void createsTheTablesAlsoWithAPoolWithoutAutoCommit() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(InboxAutoConfiguration.class))
                .withBean(DataSource.class, SeveralDataSourcesIT::pool)
                .withBean(Handler.class)
                .withPropertyValues(
                        "inbox.group=shipping",
                        "inbox.topics=orders",
                        "inbox.schema=own",
                        "inbox.create-tables=true",
                        "inbox.kafka.bootstrap.servers=127.0.0.1:1")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Inbox.class));

        assertThat(ADMIN.queryForList("select tablename from pg_tables where schemaname = 'own'", String.class))
                .hasSize(7);
    }

    static class Handler {
        @InboxHandler(type = InboxHandler.OTHERWISE)
        void on(ReceivedEvent event) {}
    }

    private static boolean ship(Connection connection, String what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("insert into shipped values ('" + what + "')");
        }
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(DATABASE.jdbcUrl());
        pool.setUsername("lecture_projector");
        pool.setPassword(DATABASE.password("lecture_projector"));
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(2);
        return pool;
    }
}
