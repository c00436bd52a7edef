package com.everyoneslecture.outbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.inbox.LoopState.Stopped;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class InboxBuilderTest {

    private static final EventHandler NOTHING = (event, connection) -> {};
    private static final Map<String, String> KAFKA = Map.of("bootstrap.servers", "localhost:9092");

    @Test
    void opensNothing() {
        try (Inbox inbox = complete(same -> same).build()) {
            assertThat(inbox.states()).containsOnlyKeys("orders");
            assertThat(inbox.states().get("orders")).isInstanceOf(Stopped.class);
        }
    }

    @Test
    void namesTheSettingThatIsMissing() {
        assertMessage(Inbox.builder(), "a data source is missing");
        assertMessage(Inbox.builder().dataSource(new PGSimpleDataSource()), "a consumer group is missing");
        assertMessage(complete(builder -> builder.kafka(Map.of())), "bootstrap.servers is missing");
        assertMessage(
                Inbox.builder()
                        .dataSource(new PGSimpleDataSource())
                        .group("shipping")
                        .topics("orders"),
                "a handler is missing");
    }

    @Test
    void rejectsASettingOutOfItsRange() {
        assertMessage(complete(builder -> builder.attempts(0)), "attempts must be 1 or more");
        assertMessage(complete(builder -> builder.batchSize(0)), "from 1 to 5000");
        assertThatThrownBy(() -> InboxTables.in("a; drop table b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> complete(builder -> builder.topics("or ders")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsKafkaPropertiesThatTheGuaranteeDependsOn() {
        assertMessage(
                complete(builder -> builder.kafka(
                        Map.of("bootstrap.servers", "localhost:9092", "isolation.level", "read_uncommitted"))),
                "[isolation.level]");
    }

    @Test
    void rejectsTwoHandlersOfOneType() {
        assertThatThrownBy(() -> complete(builder -> builder.on("OrderPlaced", NOTHING)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OrderPlaced");
    }

    @Test
    void writesTheTablesIntoTheScript() {
        assertThat(InboxTables.ofSearchPath().script())
                .contains("create table if not exists inbox_offset\n")
                .doesNotContain("${");
        assertThat(InboxTables.in("shop").script())
                .contains("create table if not exists \"shop\".inbox_parked_event\n")
                .contains("references \"shop\".inbox_parked_key")
                .doesNotContain("${");
    }

    private static InboxBuilder complete(UnaryOperator<InboxBuilder> change) {
        return change.apply(Inbox.builder()
                .dataSource(new PGSimpleDataSource())
                .kafka(KAFKA)
                .group("shipping")
                .topics("orders")
                .on("OrderPlaced", NOTHING));
    }

    private static void assertMessage(InboxBuilder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
