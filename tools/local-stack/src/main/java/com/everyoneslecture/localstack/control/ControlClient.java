package com.everyoneslecture.localstack.control;

import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.Operation;
import com.everyoneslecture.localstack.stack.Parallel;
import com.everyoneslecture.localstack.status.ComponentStatus;
import com.everyoneslecture.localstack.status.StackStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to the running {@code up}. */
public final class ControlClient {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    // A start may take two minutes, and may have to wait for a stop.
    private static final int READ_TIMEOUT_MILLIS = 180_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final RunFile run;

    public ControlClient(RunFile run) {
        this.run = run;
    }

    /** Returns the status of the whole system. */
    public StackStatus status() {
        return JSON.treeToValue(send("GET", "/status"), StackStatus.class);
    }

    /**
     * Runs an operation on several components at once, because a broker of a cluster may wait for another one. Returns their states in this
     * order when all are done.
     *
     * @throws ControlException the first failure, when all have ended; further ones are suppressed
     */
    public List<ComponentStatus> operate(List<ComponentName> components, Operation operation)
            throws InterruptedException {
        Map<ComponentName, ComponentStatus> done = new ConcurrentHashMap<>();
        Parallel.run(components, name -> done.put(name, operate(name, operation)));
        return components.stream()
                .map(name -> Objects.requireNonNull(done.get(name)))
                .toList();
    }

    /** Runs an operation on a component and returns when it is done. */
    public ComponentStatus operate(ComponentName name, Operation operation) {
        return JSON.treeToValue(send("POST", "/components/" + name + "/" + operation), ComponentStatus.class);
    }

    /** Promotes the standby of the category database and returns the new primary when it accepts writes. */
    public ComponentStatus promote() {
        return JSON.treeToValue(
                send("POST", "/components/" + ComponentName.CATEGORY_DB + "/promote"), ComponentStatus.class);
    }

    /** Drops the relay's replication slot; ends the session that streams from it. */
    public void dropSlot() {
        send("POST", "/faults/drop-slot");
    }

    /** Returns the connections that can be cut; none if the system was not started for demonstrations. */
    public Set<Link> links() {
        Set<Link> links = EnumSet.noneOf(Link.class);
        send("GET", "/links").forEach(link -> Link.of(link.asString()).ifPresent(links::add));
        return links;
    }

    /** Cuts a connection: nothing is forwarded, and neither side notices. */
    public void cut(Link link) {
        send("POST", "/links/" + link + "/cut");
    }

    /** Slows a connection down. */
    public void slow(Link link) {
        send("POST", "/links/" + link + "/slow");
    }

    /** Restores a connection that was cut or slowed down. */
    public void restore(Link link) {
        send("POST", "/links/" + link + "/restore");
    }

    private JsonNode send(String method, String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(run.url() + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + run.token());
            connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
            connection.setReadTimeout(READ_TIMEOUT_MILLIS);
            boolean good = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body = good ? connection.getInputStream() : connection.getErrorStream()) {
                JsonNode answer = JSON.readTree(body);
                if (!good) {
                    throw new ControlException(answer.path("error").asString());
                }
                return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("`up` (pid " + run.pid() + ") does not answer; it may be stopping", e);
        }
    }
}
