package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import com.everyoneslecture.testservices.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers end or freeze under load: the task recovers by itself, and nothing is lost or published twice. */
@Timeout(600)
@Tag("long")
class WorkerOutageFaultIT {

    private static final int KEYS = 7;
    private static final int ROUNDS = 3;

    private final TestPostgres postgres = TestPostgres.start();
    private final TestKafka kafka = TestKafka.start();
    private final ConnectorFixture fixture = new ConnectorFixture(postgres, kafka);
    private final OutboxRows outbox = fixture.outbox();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private ConnectWorker worker;
    private TopicRecords records;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> configuration = fixture.configuration();
        configuration.put(ConnectorKeys.PROBE_PATIENCE, "1s");
        // Long, so that the worker keeps its task while the broker is frozen.
        worker = fixture.worker(Map.of("session.timeout.ms", "60000")).awaitServing();
        worker.create(fixture.connector(), configuration);
        records = fixture.records();
        outbox.append("first");
        records.await(outbox.committed());
    }

    @AfterEach
    void stop() {
        writer.shutdownNow();
        worker.close();
        records.close();
        kafka.close();
        postgres.close();
    }

    @Test
    void goesOnThoughPostgresIsKilled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            load(10);
            postgres.server().kill();
            postgres.server().start();
        }
        load(5);
        assertPublished();
    }

    @Test
    void goesOnThoughTheBrokerIsKilled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Future<?> loading = writer.submit(() -> load(20));
            kafka.server().kill();
            kafka.server().start();
            loading.get();
        }
        assertPublished();
    }

    /** The session ends while the worker still has a transaction in flight, which it commits later. */
    @Test
    void goesOnThoughTheBrokerStandsStillForLongerThanTheSessionIsPatient() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Future<?> loading = writer.submit(() -> load(20));
            standStill(kafka.server());
            loading.get();
            records.assertExactlyOnceInOrder(outbox);
        }
        assertPublished();
    }

    private void standStill(TestServer server) throws Exception {
        int sessions = sessions();
        server.pause();
        Awaitility.await("the session given up").atMost(Duration.ofSeconds(60)).until(() -> sessions() > sessions);
        server.resume();
    }

    /** Returns the number of sessions that have ended so far. */
    private int sessions() throws Exception {
        return worker.log().split("no events flow; the relay retries", -1).length;
    }

    private void assertPublished() {
        outbox.append("last");
        records.assertExactlyOnceInOrder(outbox);
        worker.awaitTask(fixture.connector(), "RUNNING");
    }

    private void load(int rounds) {
        for (int round = 0; round < rounds; round++) {
            outbox.appendMany(10, KEYS);
            outbox.appendInOneTransaction(300, KEYS);
        }
    }
}
