package com.everyoneslecture.console.demonstration;

import com.everyoneslecture.console.stream.LiveStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import tools.jackson.databind.JsonNode;

/** Breaks a component or the slot on purpose, and marks the time in the page's plots. */
public final class FaultInjection {

    private static final int MOST_PARTITIONS = 48;

    private final Launcher launcher;
    private final Properties client;
    private final String topic;
    private final LiveStream stream;

    public FaultInjection(Launcher launcher, Properties client, String topic, LiveStream stream) {
        this.launcher = launcher;
        this.client = client;
        this.topic = topic;
        this.stream = stream;
    }

    /** Returns all components with their states. */
    public List<Component> components() {
        List<Component> components = new ArrayList<>();
        launcher.get("/components").forEach(told -> components.add(Component.of(told)));
        return components;
    }

    /** Kills, stops, starts, pauses or resumes a component. */
    public Component operate(String component, String operation) {
        stream.mark(operation + " " + component);
        return Component.of(launcher.post("/components/" + component + "/" + operation));
    }

    /** Ends the session that streams from the slot, and drops the slot. */
    public JsonNode dropSlot() {
        stream.mark("drop the slot");
        return launcher.post("/faults/drop-slot");
    }

    /**
     * Adds two partitions to the topic.
     *
     * @return the number of partitions afterwards
     * @throws IllegalStateException if the topic would have more than 48 partitions
     */
    public int addPartitions() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            int partitions = description == null ? 0 : description.partitions().size() + 2;
            if (partitions > MOST_PARTITIONS) {
                throw new IllegalStateException(
                        topic + " has " + (partitions - 2) + " partitions already, and none can be taken away again");
            }
            stream.mark("two more partitions");
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            return partitions;
        }
    }
}
