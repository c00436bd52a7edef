package com.everyoneslecture.console.demonstration;

import com.everyoneslecture.console.flow.Starts;
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

    /** The beginning of a line with a command that a mark in the plots can name. */
    private static final String COMMAND = "$ ./outbox ";

    private static final String START = "start";
    private static final String RESUME = "resume";

    private final Launcher launcher;
    private final Starts starts;
    private final Properties client;
    private final String topic;
    private final LiveStream stream;

    /** @param starts takes the starts, because a stage that waits for one is not broken */
    public FaultInjection(Launcher launcher, Starts starts, Properties client, String topic, LiveStream stream) {
        this.launcher = launcher;
        this.starts = starts;
        this.client = client;
        this.topic = topic;
        this.stream = stream;
    }

    /** Returns all components with their states. */
    public List<Component> components() {
        List<Component> components = new ArrayList<>();
        launcher.get("/components").forEach(reported -> components.add(withStart(Component.of(reported))));
        return components;
    }

    /** Returns the last lines of a component's log. */
    public ComponentLog log(String component) {
        return ComponentLog.of(launcher.get("/components/" + component + "/log"));
    }

    /**
     * Returns the demonstrations, and the one that was begun last, as the launcher describes them.
     *
     * @param language {@code ko} for Korean; any other for English
     */
    public JsonNode demonstrations(String language) {
        return launcher.get("/demonstrations?language=" + language);
    }

    /**
     * Begins a demonstration, carries out its next step, or ends it.
     *
     * @param step the number of a demonstration, {@code next} or {@code end}
     * @param language as for {@link #demonstrations}
     */
    public JsonNode demonstrate(String step, String language) {
        if (step.equals("next")) {
            demonstrations(language)
                    .at("/play/lines")
                    .valueStream()
                    .map(JsonNode::asString)
                    .reduce((before, last) -> last)
                    .filter(last -> last.startsWith(COMMAND))
                    .ifPresent(last -> stream.mark(last.substring(COMMAND.length())));
        }
        return launcher.post("/demonstrations/" + step + "?language=" + language);
    }

    /** Kills, stops, starts, pauses or resumes a component. */
    public Component operate(String component, String operation) {
        if (operation.equals(START)) {
            return start(component);
        }
        if (!operation.equals(RESUME)) {
            starts.ended(component);
        }
        return marked(component, operation);
    }

    private Component start(String component) {
        starts.begun(component);
        try {
            Component started = marked(component, START);
            starts.served(component);
            return started;
        } catch (RuntimeException e) {
            starts.ended(component);
            throw e;
        }
    }

    private Component marked(String component, String operation) {
        stream.mark(operation + " " + component);
        return Component.of(launcher.post("/components/" + component + "/" + operation));
    }

    /** A component is starting while it does not serve, until the start fails or takes too long. Other programs may also start it. */
    private Component withStart(Component found) {
        if (found.serves()) {
            starts.served(found.name());
            return found;
        }
        if (found.starts()) {
            starts.seen(found.name());
        }
        Long seconds = starts.secondsOf(found.name());
        return seconds == null ? found : found.starting(seconds);
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
                        topic + " has " + (partitions - 2) + " partitions already, and partitions cannot be removed");
            }
            stream.mark("two more partitions");
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            return partitions;
        }
    }
}
