package com.everyoneslecture.relay.debezium;

import com.everyoneslecture.outbox.capture.slot.SlotSettings;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Debezium's MBeans of one slot, {@code debezium.postgres:type=connector-metrics,context=…,server=<slot>}. */
final class MetricBeans {

    private MetricBeans() {}

    /**
     * Removes the beans of a capture that did not end. While they are registered, the next capture waits for a minute before it
     * reads: 12 times 5 s.
     */
    static void removeLeftBehind(SlotSettings slot) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(pattern(slot), null)) {
            try {
                server.unregisterMBean(name);
            } catch (InstanceNotFoundException e) {
                // The capture has removed it.
            } catch (JMException e) {
                throw new IllegalStateException("MBean " + name + " cannot be removed", e);
            }
        }
    }

    /** Returns a pattern that matches each of them, with any tags. */
    static ObjectName pattern(SlotSettings slot) {
        try {
            return new ObjectName(
                    "debezium.postgres:type=connector-metrics,server=" + EngineProperties.serverName(slot) + ",*");
        } catch (JMException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
