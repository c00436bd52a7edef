package com.everyoneslecture.chaos.stack;

/**
 * An earlier copy of the data of a PostgreSQL container. It is in the volume itself, where PostgreSQL ignores it: containers have no
 * other place that both can write to.
 */
record VolumeCopy(Container database) {

    private static final String COPY = """
            cd /var/lib/postgresql/data
            rm -rf copy
            mkdir copy
            find . -mindepth 1 -maxdepth 1 ! -name copy -exec cp -a {} copy/ ';'
            """;
    private static final String PUT_BACK = """
            cd /var/lib/postgresql/data
            test -e copy/PG_VERSION
            find . -mindepth 1 -maxdepth 1 ! -name copy -exec rm -rf {} +
            find copy -mindepth 1 -maxdepth 1 -exec mv {} . ';'
            rmdir copy
            """;

    /** Replaces the copy. */
    void make() throws InterruptedException {
        database.runBeside(COPY);
    }

    /** Replaces the data by the copy, and removes it. */
    void putBack() throws InterruptedException {
        database.runBeside(PUT_BACK);
    }
}
