package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.jdbc.Database;
import com.everyoneslecture.outbox.event.OutboxNames;

/**
 * The program that creates the objects of an outbox, for remedies. The outbox of the category database has separate migrations.
 *
 * @param database the database of the outbox
 * @param outbox the outbox whose objects are missing
 */
public record Migration(Database database, OutboxNames outbox) {

    private static final OutboxNames CATEGORY = new OutboxNames("public", "outbox");

    /** Returns the command that creates the missing objects. */
    public String command() {
        String address = "jdbc:postgresql://" + database.address();
        String url = database.hasSeveralHosts() ? address + "?targetServerType=primary" : address;
        String server = " --url " + argument(url) + " --user postgres";
        return outbox.equals(CATEGORY)
                ? "java -jar db-exec.jar category" + server
                : "java -jar outbox-schema-exec.jar apply" + server + " --schema " + argument(outbox.schema())
                        + " --table " + argument(outbox.table()) + " --writer <the application's role> --relay "
                        + argument(database.username());
    }

    /** Returns the remedy in words. */
    public String advice() {
        return advice(outbox);
    }

    /** Returns the remedy for this outbox in words. */
    public static String advice(OutboxNames outbox) {
        return outbox.equals(CATEGORY)
                ? "run the migrations of the category database"
                : "create it by outbox-schema for " + outbox.qualified();
    }

    /** Returns the remedy in words: what to run, or the setting that may be wrong. */
    public String advice(String setting) {
        return advice() + ", or correct " + setting;
    }

    /** Returns the name quoted for a shell. */
    private static String argument(String name) {
        return name.matches("[A-Za-z0-9_.:/-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
