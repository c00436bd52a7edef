package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.KafkaListener;
import com.everyoneslecture.localstack.process.FreePort;

/** The broker's listener for one service. Its address is the listener's, or that of the proxy in front of it. */
record Door(KafkaListener listener) {

    static Door of(Links links, Link link, String name, int brokerPort) {
        int port = links.areProxied() ? FreePort.any() : brokerPort;
        return new Door(new KafkaListener(name, port, links.way(link, port)));
    }

    String address() {
        return "127.0.0.1:" + listener.advertisedPort();
    }
}
