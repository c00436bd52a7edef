package com.everyoneslecture.outbox.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.append.NewEvent;
import com.everyoneslecture.outbox.append.Outbox;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A service whose pool has auto-commit off, and that has a second data source. */
class SeveralDataSourcesIT {

    private static final TestPostgres POSTGRES = TestPostgres.embedded();
    private static final TestDatabase DATABASE = POSTGRES.create(Schema.CATEGORY);
    private static final JdbcTemplate ADMIN = new JdbcTemplate(DATABASE.admin());
    private static final HikariDataSource SHOP = pool();
    private static final DataSource OTHER = DATABASE.admin();

    private final TransactionalOutbox outbox = new TransactionalOutbox(SHOP, Outbox.ofDefaultTable());
    private final TransactionTemplate ofOther = new TransactionTemplate(new JdbcTransactionManager(OTHER));

    @AfterAll
    static void stop() {
        SHOP.close();
        POSTGRES.close();
    }

    @AfterEach
    void empty() {
        ADMIN.execute("truncate outbox");
    }

    @Test
    void rejectsAnEventInATransactionOfTheOtherDataSource() {
        List<Throwable> thrown = new ArrayList<>();
        try {
            ofOther.executeWithoutResult(status -> append(outbox, thrown));
        } catch (IllegalStateException e) {
            // The transaction cannot commit either.
        }

        assertRejected(thrown, "name the transaction manager");
    }

    @Test
    void rejectsAnEventInATransactionOfTheOtherDataSourceThatHasReadFromThisOne() {
        List<Throwable> thrown = new ArrayList<>();
        try {
            ofOther.executeWithoutResult(status -> {
                new JdbcTemplate(SHOP).queryForObject("select 1", Integer.class);
                append(outbox, thrown);
            });
        } catch (IllegalStateException e) {
            // The transaction cannot commit either.
        }

        assertRejected(thrown, "name the transaction manager");
    }

    @Test
    void commitsNothingInATransactionOfTheOtherDataSourceWhoseEventWasRejected() {
        ADMIN.execute("create table change (id int)");
        List<Throwable> thrown = new ArrayList<>();

        assertThatThrownBy(() -> ofOther.executeWithoutResult(status -> {
                    new JdbcTemplate(OTHER).update("insert into change values (1)");
                    append(outbox, thrown);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(IllegalTransactionStateException.class);

        assertThat(thrown).hasSize(1);
        assertThat(ADMIN.queryForList("select id from change")).isEmpty();
    }

    /** Listeners after a commit run where {@code @TransactionalEventListener} has its default phase. */
    @Test
    void rejectsAnEventAfterTheCommit() {
        List<Throwable> thrown = new ArrayList<>();
        transaction(SHOP)
                .executeWithoutResult(status ->
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void afterCompletion(int outcome) {
                                append(outbox, thrown);
                            }
                        }));

        assertRejected(thrown, "REQUIRES_NEW");
    }

    @Test
    void appendsInATransactionOfItsDataSourceWithinOneOfTheOther() {
        ofOther.executeWithoutResult(status -> {
            new JdbcTemplate(SHOP).queryForObject("select 1", Integer.class);
            TransactionTemplate inner = transaction(SHOP);
            inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            inner.executeWithoutResult(own -> outbox.append(event()));
        });

        assertThat(events()).isEqualTo(1);
    }

    @Test
    void appendsOverAProxyThatIsAwareOfTheTransaction() {
        DataSource proxy = new TransactionAwareDataSourceProxy(SHOP);
        TransactionalOutbox overProxy = new TransactionalOutbox(proxy, Outbox.ofDefaultTable());

        transaction(SHOP).executeWithoutResult(status -> overProxy.append(event()));
        transaction(proxy).executeWithoutResult(status -> overProxy.append(event()));
        transaction(proxy).executeWithoutResult(status -> outbox.append(event()));

        assertThat(events()).isEqualTo(3);
    }

    @Test
    void appendsOverAProxyThatOpensConnectionsLate() {
        DataSource proxy = new LazyConnectionDataSourceProxy(SHOP);

        transaction(proxy)
                .executeWithoutResult(
                        status -> new TransactionalOutbox(proxy, Outbox.ofDefaultTable()).append(event()));

        assertThat(events()).isEqualTo(1);
    }

    @Test
    void appendsWithJtaWhichEnlistsConnectionsUnseen() throws SQLException {
        try (Connection connection = SHOP.getConnection()) {
            DataSource enlisting = new SingleConnectionDataSource(connection, true);
            TransactionTemplate jta = new TransactionTemplate(new Enlisting(connection));

            assertThatThrownBy(() -> jta.executeWithoutResult(
                            status -> new TransactionalOutbox(enlisting, Outbox.ofDefaultTable()).append(event())))
                    .hasStackTraceContaining("withJta");
            jta.executeWithoutResult(status -> TransactionalOutbox.withJta(enlisting, Outbox.ofDefaultTable())
                    .append(event()));
        }

        assertThat(events()).isEqualTo(1);
    }

    private static void append(TransactionalOutbox outbox, List<Throwable> thrown) {
        try {
            outbox.append(event());
        } catch (IllegalTransactionStateException e) {
            thrown.add(e);
        }
    }

    private static void assertRejected(List<Throwable> thrown, String remedy) {
        assertThat(events()).isZero();
        assertThat(thrown)
                .singleElement()
                .satisfies(rejected -> assertThat(rejected).hasMessageContaining(remedy));
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(DATABASE.jdbcUrl());
        pool.setUsername("category_app");
        pool.setPassword(DATABASE.password("category_app"));
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(3);
        return pool;
    }

    private static TransactionTemplate transaction(DataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    private static NewEvent event() {
        return NewEvent.builder("order", "1")
                .versionFromTable()
                .type("Ordered")
                .payload("{}")
                .build();
    }

    private static int events() {
        return JdbcClient.create(ADMIN)
                .sql("select count(*) from outbox")
                .query(Integer.class)
                .single();
    }

    /** Commits a connection that it does not bind, as JTA does. */
    private static final class Enlisting extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;
        private final transient Connection connection;

        Enlisting(Connection connection) {
            this.connection = connection;
        }

        @Override
        protected Object doGetTransaction() {
            return connection;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            try {
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            try {
                connection.rollback();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
