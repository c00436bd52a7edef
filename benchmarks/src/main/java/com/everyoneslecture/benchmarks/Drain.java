package com.everyoneslecture.benchmarks;

import com.everyoneslecture.capture.CaptureSettings;
import com.everyoneslecture.capture.DebeziumCapture;
import com.everyoneslecture.publish.ChannelSettings;
import com.everyoneslecture.publish.Channels;
import com.everyoneslecture.publish.KafkaPublisher;
import com.everyoneslecture.publish.KafkaSettings;
import com.everyoneslecture.publish.ProducerFactory;
import com.everyoneslecture.publish.TopicSettings;
import com.everyoneslecture.slot.DatabaseSettings;
import com.everyoneslecture.slot.SlotSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The relay's path from a slot to a topic, in a JVM of its own, with the relay's default settings: publishes so many events,
 * and says how long that took from the first batch in hand to the last acknowledgement.
 */
public final class Drain {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Drain() {}

    /** Runs such a JVM, and returns events per second. */
    static double perSecond(Servers servers, String slot, int events, boolean transactions)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Drain.class.getName(),
                        servers.jdbcUrl(),
                        servers.bootstrapServers(),
                        slot,
                        String.valueOf(events),
                        String.valueOf(transactions))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("RELAY_PASSWORD", servers.relayPassword());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the relay that drains " + slot + " ended with exit status " + process.exitValue());
        }
        return events * 1e9 / Long.parseLong(output.strip());
    }

    /** Prints the nanoseconds. */
    public static void main(String[] arguments) throws Exception {
        String slot = arguments[2];
        int events = Integer.parseInt(arguments[3]);
        ProducerFactory producers =
                Boolean.parseBoolean(arguments[4]) ? ProducerFactory.KAFKA : WithoutTransactions.producers();
        DatabaseSettings database = new DatabaseSettings(
                arguments[0], Servers.RELAY, System.getenv().getOrDefault("RELAY_PASSWORD", ""), Map.of());
        long nanos = drain(database, slot, publisher(slot, arguments[1], producers), events);
        System.out.println(nanos);
        // Whatever the engine still has to end.
        Runtime.getRuntime().halt(0);
    }

    private static long drain(DatabaseSettings database, String slot, KafkaPublisher publisher, int events)
            throws Exception {
        publisher.ensureTopics();
        publisher.takeOver();
        CompletableFuture<Long> done = new CompletableFuture<>();
        long[] began = new long[1];
        int[] published = new int[1];
        DebeziumCapture.start(
                        database,
                        new SlotSettings(slot, "outbox", "public.outbox"),
                        new CaptureSettings(Duration.ofMillis(2), Duration.ofSeconds(1), Duration.ofMillis(250), 2048),
                        batch -> {
                            began[0] = published[0] == 0 ? System.nanoTime() : began[0];
                            publisher.publish(batch);
                            published[0] += batch.size();
                            if (published[0] >= events) {
                                done.complete(System.nanoTime() - began[0]);
                            }
                        })
                .ended()
                .whenComplete((nothing, failure) -> done.completeExceptionally(
                        failure == null ? new IllegalStateException("the capture ended") : failure));
        return done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static KafkaPublisher publisher(String slot, String bootstrapServers, ProducerFactory producers) {
        return new KafkaPublisher(
                slot,
                new KafkaSettings(bootstrapServers, Duration.ofSeconds(8), Map.of()),
                new TopicSettings(6, null, Map.of("retention.ms", "-1")),
                new Channels(Map.of("out-categoryChanged", new ChannelSettings("categoryChanged-" + slot, null))),
                producers);
    }
}
