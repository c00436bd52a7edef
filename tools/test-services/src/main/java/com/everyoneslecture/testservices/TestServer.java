package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.process.ServerControl;

/** The operations of a test on a server, wherever it runs. */
public interface TestServer extends ServerControl, AutoCloseable {

    /** Returns its log since its creation. */
    String log();

    /** Ends the server and deletes its data. */
    @Override
    void close();
}
