package com.everyoneslecture.chaos.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Kafka clients with short timeouts. */
final class Brokers {

    private Brokers() {}

    /** Returns whether a broker answers within seconds. */
    static boolean reachable(Map<String, Object> client) throws InterruptedException {
        try (Admin admin = admin(client)) {
            admin.describeCluster().nodes().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    static Admin admin(Map<String, Object> client) {
        Map<String, Object> impatient = new HashMap<>(client);
        impatient.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        impatient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        return Admin.create(impatient);
    }
}
