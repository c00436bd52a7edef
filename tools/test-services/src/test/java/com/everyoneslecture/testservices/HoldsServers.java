package com.everyoneslecture.testservices;

import java.util.concurrent.CountDownLatch;

/** A JVM that starts its own server, prints its port, and keeps running. */
final class HoldsServers {

    private HoldsServers() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(TestPostgres.shared().server().port());
        new CountDownLatch(1).await();
    }
}
