package com.everyoneslecture.db;

import com.everyoneslecture.outbox.schema.command.DatabaseLogin;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Explains a failure of the database to the operator who migrates it, with the remedy. */
final class Explanation {

    private Explanation() {}

    static String of(Exception failure, DatabaseLogin login) {
        @Nullable SQLException sql = sqlOf(failure);
        if (sql == null) {
            return String.valueOf(failure.getMessage());
        }
        String remedy = remedy(sql, login);
        return sql.getMessage() + hint(sql) + (remedy.isEmpty() ? "" : System.lineSeparator() + remedy);
    }

    private static String remedy(SQLException failure, DatabaseLogin login) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals("3D000")) {
            return "Create the database first: create database category; or create database lecture;";
        }
        if (state.equals("42501")) {
            return login.user()
                    + " lacks a privilege: it must be a superuser, or own the database and have CREATEROLE and"
                    + " REPLICATION.";
        }
        return login.remedy(failure);
    }

    private static String hint(SQLException e) {
        return e instanceof PSQLException postgres
                        && postgres.getServerErrorMessage() != null
                        && postgres.getServerErrorMessage().getHint() != null
                        && !String.valueOf(e.getMessage())
                                .contains(postgres.getServerErrorMessage().getHint())
                ? System.lineSeparator() + postgres.getServerErrorMessage().getHint()
                : "";
    }

    private static @Nullable SQLException sqlOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
