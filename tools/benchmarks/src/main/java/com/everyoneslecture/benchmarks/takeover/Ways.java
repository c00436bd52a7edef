package com.everyoneslecture.benchmarks.takeover;

import com.everyoneslecture.localstack.proxy.TcpProxy;

/** What stands between a relay and its servers. */
record Ways(TcpProxy database, TcpProxy kafka) {

    void cut() {
        database.cut();
        kafka.cut();
    }

    void restore() {
        kafka.restore();
        database.restore();
    }
}
