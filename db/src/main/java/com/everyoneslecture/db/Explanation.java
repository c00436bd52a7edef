package com.everyoneslecture.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What a failure of the database means to who migrates it, and what to do. */
final class Explanation {

    // What the driver says where the server wants a password and there is none.
    private static final String REJECTED = "08004";

    private Explanation() {}

    static String of(Exception failure, String url, String user) {
        @Nullable SQLException sql = sqlOf(failure);
        if (sql == null) {
            return String.valueOf(failure.getMessage());
        }
        String state = String.valueOf(sql.getSQLState());
        String remedy = remedy(state, url, user);
        return sql.getMessage() + hint(sql) + (remedy.isEmpty() ? "" : System.lineSeparator() + remedy);
    }

    private static String remedy(String sqlState, String url, String user) {
        if (sqlState.startsWith("28") || sqlState.equals(REJECTED)) {
            return "Set PGPASSWORD, or PGPASSWORD_FILE, to the password of " + user + ".";
        }
        if (sqlState.startsWith("08")) {
            return "Is PostgreSQL running and reachable at " + url + "?";
        }
        if (sqlState.equals("3D000")) {
            return "Create the database first: create database category; or create database lecture;";
        }
        if (sqlState.equals("42501")) {
            return user + " lacks a privilege: it must be a superuser, or own the database and have CREATEROLE and"
                    + " REPLICATION.";
        }
        return "";
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
