package com.everyoneslecture.outbox.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin as it is packaged, in a distributed worker. */
@Timeout(300)
class DistributedWorkerIT {

    private final ConnectorFixture fixture = new ConnectorFixture();
    private final OutboxRows outbox = fixture.outbox();

    @AfterEach
    void dropSlot() {
        fixture.dropSlot();
    }

    @ParameterizedTest
    @ValueSource(strings = {"poll", "connector"})
    void publishesWhatWasThereAndWhatCommitsLaterOnceAndInOrder(String boundary) throws Exception {
        Map<String, String> configuration = fixture.configuration();
        configuration.put("transaction.boundary", boundary);
        outbox.appendMany(20, 3);
        try (ConnectWorker worker = fixture.worker().awaitServing();
                TopicRecords records = fixture.records()) {
            worker.create(fixture.connector(), configuration);
            worker.awaitTask(fixture.connector(), "RUNNING");
            outbox.appendInOneTransaction(2_000, 7);
            outbox.append(
                    "2", "{\"a\":1}", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", 1_659_928_357_123L);
            outbox.appendMany(50, 3);

            records.assertExactlyOnceInOrder(outbox);
            ConsumerRecord<byte[], byte[]> record = records.await(outbox.committed()).stream()
                    .filter(one -> new String(one.key(), UTF_8).equals("2"))
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"a\":1}");
            assertThat(record.timestamp()).isEqualTo(1_659_928_357_123L);
            assertThat(TopicRecords.header(record, "ce_time")).isEqualTo("2022-08-08T03:12:37.123Z");
            assertThat(TopicRecords.header(record, "traceparent"))
                    .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            assertThat(worker.log())
                    .as("the relay's lines are in the worker's log")
                    .contains("streaming: events flow");
        }
    }

    @Test
    void refusesAConfigurationThatIsWrongAndNamesEachKey() throws Exception {
        try (ConnectWorker worker = fixture.worker().awaitServing()) {
            assertThat(worker.get("/connector-plugins").body())
                    .contains("OutboxSourceConnector\",\"type\":\"source\",\"version\":\"0.1.0-SNAPSHOT\"");
            Map<String, String> wrong = fixture.configuration();
            wrong.put("value.converter", "org.apache.kafka.connect.converters.LongConverter");
            wrong.put("transaction.boundary", "interval");
            wrong.put("relay.slot.patience", "1s");
            wrong.put("relay.slot.nmae", "typo");
            assertThat(refusal(worker, wrong))
                    .contains("value.converter must be", "transaction.boundary must be", "relay.slot.patience must be")
                    .contains("relay.slot.nmae is not a key of this connector");

            Map<String, String> elsewhere = fixture.configuration();
            elsewhere.put("relay.slot.publication", "nowhere");
            elsewhere.put("relay.kafka.bootstrap-servers", "127.0.0.1:1");
            elsewhere.put("relay.kafka.delivery-timeout", "1s");
            assertThat(refusal(worker, elsewhere))
                    .contains("publication 'nowhere'", "bootstrap-servers cannot be used");

            Map<String, String> ofAnotherGroup = fixture.configuration();
            ofAnotherGroup.put(ConnectorKeys.GROUP, "another");
            worker.create(fixture.connector(), ofAnotherGroup);
            worker.awaitTask(fixture.connector(), "FAILED");
            assertThat(worker.get("/connectors/" + fixture.connector() + "/status")
                            .body())
                    .contains("no producer with the transactional id 'another-outbox-0'", "set relay.connect.group-id");
        }
    }

    private String refusal(ConnectWorker worker, Map<String, String> configuration) throws Exception {
        HttpResponse<String> answer = worker.put(fixture.connector(), configuration);
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.body();
    }
}
