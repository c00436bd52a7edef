package com.everyoneslecture.chaos.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.load.Appended;
import com.everyoneslecture.chaos.load.Journal;
import com.everyoneslecture.chaos.observe.Aggregate;
import com.everyoneslecture.chaos.observe.Content;
import com.everyoneslecture.chaos.observe.Event;
import com.everyoneslecture.chaos.observe.Seen;
import com.everyoneslecture.chaos.observe.TopicLog;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Each defect of a relay with the events of orders is found by the guarantee that forbids it. */
class OrdersTest {

    private static final long CUSTOMER = 1_000_003;
    private static final byte[] KEY = "고객-1000003".getBytes(UTF_8);
    private static final byte[] VALUE = {0, 1, -1};
    private static final long TIME = 1_700_000_000_000L;
    private static final Content APPENDED = Content.of(KEY, VALUE, headers(), TIME);

    private final TopicLog log = new TopicLog();
    private final Journal journal = new Journal();
    private final Verdicts verdicts = new Verdicts(violation -> {});
    private final PublishedExactlyOnce exactlyOnce = new PublishedExactlyOnce(log, verdicts);
    private final PerAggregateOrder order = new PerAggregateOrder(log, verdicts);
    private final RecordsAsAppended asAppended = new RecordsAsAppended(log, journal, verdicts);
    private final List<Event> committed = new ArrayList<>();
    private long offset;

    @Test
    void acceptsTheEventsOfACustomerInTheOrderOfTheirAppends() {
        Event first = append(1, 7);
        Event second = append(2, 7);
        Event ofAnotherOrder = append(3, 1);
        publish(first, second, ofAnotherOrder);
        assertThat(judged()).isEmpty();
        assertThat(exactlyOnce.judged()).isEqualTo(3);
        assertThat(asAppended.judged()).isEqualTo(3);
    }

    @Test
    void findsALostEvent() {
        Event first = append(1, 7);
        append(2, 7);
        publish(first);
        assertThat(judged()).containsExactly("PublishedExactlyOnce lost");
        assertThat(verdicts.all().get(0).what()).contains("order 1000003");
        assertThat(verdicts.all().get(0).history()).hasSize(1);
    }

    @Test
    void findsAnAcknowledgedEventWithoutARow() {
        journal.committed(List.of(UUID.randomUUID()));
        assertThat(judged()).containsExactly("PublishedExactlyOnce lost");
    }

    @Test
    void findsADoubledEvent() {
        Event first = append(1, 7);
        publish(first);
        publish(first);
        assertThat(judged()).containsExactly("PublishedExactlyOnce doubled");
    }

    @Test
    void findsTwoEventsOfOneVersionThatWereSwapped() {
        Event first = append(1, 7);
        Event second = append(2, 7);
        publish(second, first);
        assertThat(judged()).containsExactly("PerAggregateOrder misordered");
    }

    /** A recovery that ordered the events of a key by version would do this, because one of the orders has higher versions. */
    @Test
    void findsEventsOfTwoOrdersOfACustomerThatWereSwapped() {
        Event high = append(1, 7);
        Event low = append(2, 1);
        publish(low, high);
        assertThat(judged()).containsExactly("PerAggregateOrder misordered");
    }

    @Test
    void acceptsPlacesThatAreGivenOutAgainAfterTheTableWasSetBack() {
        Event kept = append(1, 1);
        Event takenBack = append(2, 2);
        publish(kept, takenBack);
        journal.undo(List.of(takenBack));
        log.undo(List.of(takenBack.id()));
        order.undo(List.of(takenBack.id()));
        publish(append(2, 2));
        assertThat(judged()).isEmpty();
    }

    @Test
    void findsAnotherKey() {
        assertAltered(Content.of("고객-1000004".getBytes(UTF_8), VALUE, headers(), TIME), "key");
    }

    @Test
    void findsAnotherValue() {
        assertAltered(Content.of(KEY, new byte[] {0, 1, -2}, headers(), TIME), "value");
    }

    @Test
    void findsATombstoneInPlaceOfAnEmptyValue() {
        Event event = append(1, 1, Content.of(KEY, new byte[0], headers(), TIME));
        publish(event, Content.of(KEY, null, headers(), TIME));
        assertThat(judged()).containsExactly("RecordsAsAppended altered");
    }

    @Test
    void findsAnotherContentType() {
        Headers other = headers();
        other.remove("content-type");
        other.add("content-type", "application/json".getBytes(UTF_8));
        assertAltered(Content.of(KEY, VALUE, other, TIME), "headers");
    }

    @Test
    void findsAHeaderThatIsMissingAndOneThatIsDoubled() {
        Headers without = headers();
        without.remove("출처");
        assertAltered(Content.of(KEY, VALUE, without, TIME), "headers");
        Headers doubled = headers();
        doubled.add("출처", "값".getBytes(UTF_8));
        assertAltered(Content.of(KEY, VALUE, doubled, TIME), "headers");
    }

    @Test
    void findsAnotherTimestamp() {
        assertAltered(Content.of(KEY, VALUE, headers(), TIME + 1), "timestamp");
    }

    @Test
    void ignoresTheHeadersOfWhichTheRelayDecidesAndTheOrderOfHeaders() {
        Headers more = new RecordHeaders();
        more.add("ce_specversion", "1.0".getBytes(UTF_8));
        more.add("출처", "값".getBytes(UTF_8));
        more.add("ce_source", "/order".getBytes(UTF_8));
        more.add("ce_time", "2023-11-14T22:13:20Z".getBytes(UTF_8));
        more.add("content-type", "avro/binary".getBytes(UTF_8));
        publish(append(1, 1), Content.of(KEY, VALUE, more, TIME));
        assertThat(judged()).isEmpty();
    }

    private void assertAltered(Content published, String part) {
        int before = verdicts.all().size();
        publish(append(committed.size() + 1L, 1), published);
        assertThat(verdicts.all())
                .hasSize(before + 1)
                .last()
                .extracting(Violation::guarantee, Violation::damage)
                .containsExactly("RecordsAsAppended", Damage.ALTERED);
        assertThat(verdicts.all().get(before).what()).endsWith("differs from what was appended: " + part);
    }

    private Event append(long place, long version) {
        return append(place, version, APPENDED);
    }

    private Event append(long place, long version, Content content) {
        Event event = new Event(Aggregate.ORDER, UUID.randomUUID(), CUSTOMER, version);
        journal.appending(event.id(), new Appended(CUSTOMER, place, content));
        journal.committed(List.of(event.id()));
        committed.add(event);
        return event;
    }

    private void publish(Event... events) {
        for (Event event : events) {
            publish(event, journal.appended(event.id()).orElseThrow().content());
        }
    }

    private void publish(Event event, Content content) {
        Seen seen = new Seen(
                event, 2, offset++, journal.appended(event.id()).orElseThrow().place());
        asAppended.seen(seen, content);
        log.add(seen);
        exactlyOnce.seen(List.of(seen));
        order.seen(List.of(seen));
    }

    private List<String> judged() {
        exactlyOnce.judge(committed);
        exactlyOnce.judge(journal);
        return verdicts.all().stream()
                .map(violation -> violation.guarantee() + " " + violation.damage())
                .toList();
    }

    private static Headers headers() {
        Headers headers = new RecordHeaders();
        headers.add("content-type", "avro/binary".getBytes(UTF_8));
        headers.add("출처", "값".getBytes(UTF_8));
        return headers;
    }
}
