package com.everyoneslecture.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.stack.Deployment;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SessionsIT {

    private static final String HELD = "select count(*) from pg_stat_activity where state = 'idle in transaction'";

    @Test
    void areEndedExceptTheOneThatAnotherFaultHolds() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestDatabase database = postgres.create(Schema.CATEGORY);
            HeldTransaction held = new HeldTransaction();
            try (Connection other = database.admin().getConnection()) {
                held.begin(stack(database.admin()));
                new Sessions(database.admin()).terminate();
                assertThat(other.isValid(5)).isFalse();
                assertThat(count(database.admin())).isEqualTo(1);
            } finally {
                held.end();
            }
        }
    }

    @Test
    void cannotBeEndedWhileTheServerIsDown() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            Stack stack = stack(postgres.create(Schema.CATEGORY).admin());
            Fault disconnect = Faults.of(Deployment.PLAIN).stream()
                    .filter(fault -> fault.name().equals("disconnect-category-db"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Faults.canAccompany(disconnect)).isTrue();
            assertThat(disconnect.isWithinReach(stack)).isTrue();
            postgres.server().stop();
            assertThat(disconnect.isWithinReach(stack)).isFalse();
        }
    }

    private static int count(DataSource superuser) throws Exception {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HELD)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Stack stack(DataSource database) {
        return (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(), new Class<?>[] {Stack.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("categoryDatabase");
                    return database;
                });
    }
}
