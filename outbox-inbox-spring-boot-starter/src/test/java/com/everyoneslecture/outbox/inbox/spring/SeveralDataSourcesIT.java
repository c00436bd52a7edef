package com.everyoneslecture.outbox.inbox.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service whose pool has auto-commit off, and that has a second data source. */
class SeveralDataSourcesIT {

    private static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.LECTURE);
    private static final JdbcTemplate ADMIN = new JdbcTemplate(DATABASE.admin());

    @BeforeAll
    static void createTable() {
        ADMIN.execute("create schema own authorization lecture_projector");
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
