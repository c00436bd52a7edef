package com.everyoneslecture.console.flow;

import com.everyoneslecture.console.flow.BackgroundRequest.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of the whole pipeline. It sends all requests at once and waits {@link #PATIENCE} for the answers. One reading takes no
 * longer than that, even if systems are unreachable. Only the first reading after a rest may take {@code FIRST_PATIENCE}. A stage without
 * an answer is {@link Condition.Health#CHECKING} until a whole request has failed.
 */
public final class Flow implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMillis(900);

    /** Longer, because connections have to be opened first after a rest. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(3);

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "look");
        thread.setDaemon(true);
        return thread;
    });
    private final KafkaProbe kafkaLook;
    private final BackgroundRequest<ServiceProbe.Reading> category;
    private final BackgroundRequest<OutboxDatabase.Reading> outbox;
    private final BackgroundRequest<ServiceProbe.Reading> relay;
    private final @Nullable BackgroundRequest<ServiceProbe.Reading> secondRelay;
    private final BackgroundRequest<KafkaProbe.Reading> kafka;
    private final BackgroundRequest<ServiceProbe.Reading> lecture;
    private final BackgroundRequest<RowCount> readModel;
    private final BackgroundRequest<Letters> letters;
    private final Letters.Source lettersSource;
    private final Starts starts;
    private final Stages stages;
    private final KafkaStages kafkaStages;
    private final Rebalances rebalances = new Rebalances();
    private final Clock clock;
    private @Nullable FlowSnapshot last;
    private long beganNanos;
    private long judgedStarts;

    /**
     * Connects to nothing yet.
     *
     * @param letters reads the dead letters; is closed with this flow
     * @param starts the components that were started a short time ago
     */
    public Flow(FlowSettings settings, Letters.Source letters, Starts starts, Clock clock) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_PATIENCE)
                .build();
        OutboxDatabase outboxDatabase = new OutboxDatabase(settings.categoryDatabase(), settings.slot());
        this.kafkaLook = new KafkaProbe(settings.kafkaClient(), settings.topic(), settings.group());
        this.category = new BackgroundRequest<>(new ServiceProbe(http, settings.category(), "db"), threads);
        this.outbox = new BackgroundRequest<>(outboxDatabase::read, threads);
        this.relay = settings.connect() == null
                ? relay(http, settings.relay())
                : new BackgroundRequest<>(new ConnectorReader(http, settings.connect()), threads);
        this.secondRelay = settings.secondRelay() == null ? null : relay(http, settings.secondRelay());
        this.kafka = new BackgroundRequest<>(kafkaLook, threads);
        this.lecture = new BackgroundRequest<>(
                new ServiceProbe(
                        http, settings.lecture(), "inbox", "projector_events_applied", "projector_version_gaps"),
                threads);
        this.readModel = new BackgroundRequest<>(new ReadModelDatabase(settings.lectureDatabase()), threads);
        this.letters = new BackgroundRequest<>(letters, threads);
        this.lettersSource = letters;
        this.starts = starts;
        this.stages = new Stages(settings, starts);
        this.kafkaStages = new KafkaStages(settings, starts, rebalances);
        this.clock = clock;
    }

    /**
     * Returns the present state of the pipeline, or the last reading if that began less than {@link #PATIENCE} ago and no component was
     * started since. Any thread may call it.
     *
     * @param events the figures of the single events
     */
    public synchronized FlowSnapshot snapshot(EventFigures events) throws InterruptedException {
        long now = System.nanoTime();
        FlowSnapshot before = last;
        long startsNow = starts.count();
        if (before != null && now - beganNanos < PATIENCE.toNanos() && startsNow == judgedStarts) {
            return before;
        }
        requests().forEach(BackgroundRequest::begin);
        long deadline = now + (before == null ? FIRST_PATIENCE : PATIENCE).toNanos();
        Answer<ServiceProbe.Reading> categoryAnswer = category.answerUntil(deadline);
        Answer<OutboxDatabase.Reading> outboxAnswer = outbox.answerUntil(deadline);
        Answer<ServiceProbe.Reading> relayAnswer = relay.answerUntil(deadline);
        Answer<ServiceProbe.Reading> secondRelayAnswer = secondRelay == null ? null : secondRelay.answerUntil(deadline);
        Answer<KafkaProbe.Reading> kafkaAnswer = kafka.answerUntil(deadline);
        Answer<ServiceProbe.Reading> lectureAnswer = lecture.answerUntil(deadline);
        Answer<RowCount> readModelAnswer = readModel.answerUntil(deadline);
        Answer<Letters> lettersAnswer = letters.answerUntil(deadline);
        long answered = System.nanoTime();
        Instant at = clock.instant();
        FlowSnapshot snapshot = new FlowSnapshot(
                at,
                stages.writes(categoryAnswer, outboxAnswer, answered),
                stages.outbox(outboxAnswer, events),
                stages.slot(outboxAnswer, answered),
                stages.relay(relayAnswer, secondRelayAnswer, lettersAnswer, answered),
                kafkaStages.topic(kafkaAnswer, answered),
                kafkaStages.group(kafkaAnswer, lectureAnswer, at),
                stages.readModel(lectureAnswer, readModelAnswer, lettersAnswer, events, answered));
        last = snapshot;
        beganNanos = now;
        judgedStarts = startsNow;
        return snapshot;
    }

    private BackgroundRequest<ServiceProbe.Reading> relay(HttpClient http, URI address) {
        return new BackgroundRequest<>(
                new ServiceProbe(
                        http,
                        address,
                        "relay",
                        "relay_events_published",
                        "relay_events_skipped",
                        "relay_events_recovered",
                        "relay_events_missed",
                        "relay_latency_seconds"),
                threads);
    }

    /** Returns the rebalances of the group that were seen. */
    public Rebalances rebalances() {
        return rebalances;
    }

    /** Closes the connections, because no page is open. */
    public synchronized void rest() {
        rebalances.rest();
        kafkaLook.close();
        lettersSource.close();
        last = null;
        requests().forEach(BackgroundRequest::forget);
    }

    private List<BackgroundRequest<?>> requests() {
        List<BackgroundRequest<?>> requests =
                new ArrayList<>(List.of(category, outbox, relay, kafka, lecture, readModel, letters));
        if (secondRelay != null) {
            requests.add(secondRelay);
        }
        return requests;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        kafkaLook.close();
        lettersSource.close();
    }

    /**
     * The figures that single events provide.
     *
     * @param oldestUnpublishedSeconds the time that the oldest event has waited in the outbox without a record in the topic; 0 if no event
     *     waits; null if unknown
     * @param latency the times from events to their rows in the read model, of those that have just arrived; null if there were none
     */
    public record EventFigures(
            @Nullable Double oldestUnpublishedSeconds,
            @Nullable Latency latency) {}
}
