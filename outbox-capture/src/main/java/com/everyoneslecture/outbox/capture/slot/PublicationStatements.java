package com.everyoneslecture.outbox.capture.slot;

import java.util.TreeSet;

/** The statements that give the publication its table and columns, for remedies. */
final class PublicationStatements {

    private final String publication;
    private final String outbox;

    PublicationStatements(SlotSettings settings) {
        this.publication = settings.publication();
        this.outbox = settings.outbox().qualified();
    }

    String create(TableColumns columns) {
        return "create publication " + publication + " for table " + tableWithColumns(columns)
                + " with (publish = 'insert', publish_via_partition_root = true)";
    }

    String setTable(TableColumns columns) {
        return "alter publication " + publication + " set table " + tableWithColumns(columns);
    }

    /** Removes the list of columns during the change, because PostgreSQL does not change a column that is in such a list. */
    String aroundChangeOfColumn(String change, TableColumns columns) {
        return "alter publication " + publication + " set table " + outbox + "; " + change + "; " + setTable(columns);
    }

    private String tableWithColumns(TableColumns columns) {
        return outbox + " (" + String.join(", ", new TreeSet<>(columns.published())) + ")";
    }
}
