package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.fault.NamedFault.Step;
import com.everyoneslecture.chaos.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A fault that is one step: it is over when it has begun.
 *
 * @param breaking the step
 * @param reach whether the server that does the step answers now
 */
record MomentaryFault(String name, String description, Step breaking, Reach reach) implements Fault {

    /** A request whose answer says whether its server can be reached. */
    @FunctionalInterface
    interface Reach {
        boolean to(Stack stack) throws InterruptedException;

        /** Returns whether a database accepts connections. */
        static Reach database(Function<Stack, DataSource> database) {
            return stack -> {
                try (Connection connection = database.apply(stack).getConnection()) {
                    return connection.isValid(0);
                } catch (SQLException e) {
                    return false;
                }
            };
        }

        /** For a server of which no request from outside shows whether it can do the step. */
        static boolean unknown(Stack stack) {
            return false;
        }
    }

    @Override
    public boolean isMomentary() {
        return true;
    }

    @Override
    public boolean isWithinReach(Stack stack) throws InterruptedException {
        return reach.to(stack);
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        breaking.run(stack);
    }

    @Override
    public void lift(Stack stack) {
        // Nothing of it lasts.
    }
}
