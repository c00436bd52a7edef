package com.everyoneslecture.benchmarks.takeover;

import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.Links;

/** The connections of a relay to its servers. */
record Ways(Links links, Link database, Link kafka) {

    void cutDatabase() {
        links.cut(database);
    }

    void cutKafka() {
        links.cut(kafka);
    }

    void restore() {
        links.restore(kafka);
        links.restore(database);
    }
}
