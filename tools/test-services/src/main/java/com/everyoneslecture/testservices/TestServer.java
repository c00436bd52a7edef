package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.process.ServerControl;

/** What a test may do to a server, wherever it runs. */
public interface TestServer extends ServerControl, AutoCloseable {

    /** What it has logged since it was made. */
    String log();

    /** Ends the server and deletes its data. */
    @Override
    void close();
}
