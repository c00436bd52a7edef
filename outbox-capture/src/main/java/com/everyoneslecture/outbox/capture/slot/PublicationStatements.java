package com.everyoneslecture.outbox.capture.slot;

import com.everyoneslecture.outbox.capture.OutboxColumns;
import java.util.TreeSet;

/** The statements that give the publication its table and columns, for remedies. */
final class PublicationStatements {

    private final String publication;
    private final String outbox;

    PublicationStatements(SlotSettings settings) {
        this.publication = settings.publication();
        this.outbox = settings.outbox().qualified();
    }

    String create() {
        return "create publication " + publication + " for table " + tableWithColumns()
                + " with (publish = 'insert', publish_via_partition_root = true)";
    }

    String setTable() {
        return "alter publication " + publication + " set table " + tableWithColumns();
    }

    /** Gives up the list of columns for a moment: PostgreSQL changes no column that stands in one. */
    String aroundChangeOfColumn(String change) {
        return "alter publication " + publication + " set table " + outbox + "; " + change + "; " + setTable();
    }

    private String tableWithColumns() {
        return outbox + " (" + String.join(", ", new TreeSet<>(OutboxColumns.NAMES)) + ")";
    }
}
