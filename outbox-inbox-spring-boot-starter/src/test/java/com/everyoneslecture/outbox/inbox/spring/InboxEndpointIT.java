package com.everyoneslecture.outbox.inbox.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.inbox.InboxTables;
import com.everyoneslecture.outbox.inbox.ParkedKeys.Retried;
import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint with keys that were parked before the start, and the health while Kafka is unreachable. */
class InboxEndpointIT {

    static class Handler {

        private final List<@Nullable String> handled = new ArrayList<>();

        @InboxHandler(type = InboxHandler.OTHERWISE)
        void on(ReceivedEvent event) {
            handled.add(event.valueText());
        }
    }

    @Test
    void showsParkedKeysAndRetriesOne() {
        TestDatabase database = TestPostgres.shared().create(Schema.LECTURE);
        JdbcTemplate admin = new JdbcTemplate(database.admin());
        admin.execute(InboxTables.ofSearchPath().script());
        admin.execute("insert into inbox_parked_key values ('shipping', 'orders', 'key 1', 'out of stock')");
        admin.execute("insert into inbox_parked_event (consumer_group, topic, key, partition, record_offset,"
                + " record_time_millis, value, headers) values ('shipping', 'orders', 'key 1', 0, 5, 1000, 'a', '')");
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(InboxAutoConfiguration.class, InboxActuatorAutoConfiguration.class))
                .withBean(DataSource.class, database::admin)
                .withBean(Handler.class)
                .withPropertyValues(
                        "inbox.group=shipping",
                        "inbox.topics=orders",
                        "inbox.guard=none",
                        "inbox.kafka.bootstrap.servers=127.0.0.1:1")
                .run(context -> {
                    InboxEndpoint endpoint = context.getBean(InboxEndpoint.class);
                    assertThat(JsonMapper.shared().writeValueAsString(endpoint.describe()))
                            .contains("\"orders\":")
                            .contains(
                                    "\"key\":\"key 1\"", "\"waiting\":1", "\"reason\":\"out of stock\"", "\"first\":1");

                    assertThat(endpoint.retry("orders", "key 1")).isEqualTo(new Retried(1, 0, null));

                    assertThat(context.getBean(Handler.class).handled).containsExactly("a");
                    assertThat(endpoint.describe().parked()).isEmpty();
                    assertThat(endpoint.discardFirst("orders", "key 1", 1).discarded())
                            .isFalse();
                    assertThat(context.getBean("inboxHealthIndicator", InboxHealthIndicator.class)
                                    .health()
                                    .getStatus())
                            .isEqualTo(Status.DOWN);
                });
    }
}
