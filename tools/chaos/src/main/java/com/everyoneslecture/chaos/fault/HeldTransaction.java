package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A session in the category database that has written and does not end its transaction. */
final class HeldTransaction {

    /** The name of the session. Another fault that ends sessions would end this one, too, without it. */
    static final String SESSION = "chaos-held-transaction";

    private Optional<Connection> session = Optional.empty();

    /** Begins the transaction and makes the server assign an id to it. */
    void begin(Stack stack) throws InterruptedException {
        Bounded.until("to begin a transaction", () -> {
            Connection connection = stack.categoryDatabase().getConnection();
            session = Optional.of(connection);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set application_name = '" + SESSION + "'");
                statement.execute("insert into lecture_category (category_name, version) values ('never', 1)");
            }
            return true;
        });
    }

    /** Ends the session; the server rolls the transaction back. */
    void end() {
        session.ifPresent(HeldTransaction::close);
        session = Optional.empty();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server has already ended it.
            return;
        }
    }
}
