package com.everyoneslecture.e2e.fault;

import com.everyoneslecture.e2e.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The category database is killed while somebody has had a transaction open for a while, one that has written. As long as it is
 * open, a slot's {@code restart_lsn} stands still and PostgreSQL does not write the slot down, however far it is confirmed: the
 * crash takes the slot back to where it was when the transaction began.
 */
final class LongTransaction implements Fault {

    private Optional<Connection> open = Optional.empty();

    @Override
    public String name() {
        return "crash-under-long-transaction";
    }

    @Override
    public String description() {
        return "the category database is killed while a transaction is open";
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        Bounded.until("to begin a transaction", () -> {
            Connection connection = stack.categoryDatabase().getConnection();
            open = Optional.of(connection);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into lecture_category (category_name, version) values ('never', 1)");
            }
            return true;
        });
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        stack.kill(ComponentName.CATEGORY_DB);
        stack.start(ComponentName.CATEGORY_DB);
        open.ifPresent(LongTransaction::close);
        open = Optional.empty();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken.
            return;
        }
    }
}
