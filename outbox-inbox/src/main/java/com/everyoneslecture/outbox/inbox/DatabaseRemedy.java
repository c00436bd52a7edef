package com.everyoneslecture.outbox.inbox;

/** What to do about an SQLSTATE that does not go away by itself. */
final class DatabaseRemedy {

    private DatabaseRemedy() {}

    static String of(String state) {
        return switch (state) {
            case "28P01", "28000", "08004" ->
                "the database refuses this user or password: correct SPRING_DATASOURCE_USERNAME and"
                        + " SPRING_DATASOURCE_PASSWORD, or the server's pg_hba.conf";
            case "3D000" -> "this database does not exist: create it, or correct SPRING_DATASOURCE_URL";
            case "42501" -> "this user lacks a privilege: run the lecture database's migrations, which grant it";
            case "42P01", "42703" ->
                "the tables are missing or older than this program: run the lecture database's migrations";
            default -> "SQLSTATE " + state + " does not pass by itself: compare the database with the migrations";
        };
    }
}
