package com.everyoneslecture.testservices;

import java.util.concurrent.CountDownLatch;

/** A JVM that has started a server of its own, says its port, and stays. */
final class HoldsServers {

    private HoldsServers() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(TestPostgres.shared().server().port());
        new CountDownLatch(1).await();
    }
}
