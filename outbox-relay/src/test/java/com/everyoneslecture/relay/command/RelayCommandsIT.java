package com.everyoneslecture.relay.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.relay.ledger.LedgerFiller;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands with a configuration and real servers. */
class RelayCommandsIT {

    private final TestDatabase database = TestPostgres.shared().create(Schema.CATEGORY);

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "verify", "replay --id 01900000-0000-7000-8000-000000000000", "adopt"})
    void namesEveryWrongKey(String line) {
        Ran ran = Ran.of(
                (line + " --relay.slot.name=Not-A-Slot --relay.probe-interval=soon --relay.nonsense=1").split(" ", -1));

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err())
                .contains("relay.database.password is missing")
                .contains("relay.slot.name must be")
                .contains("relay.probe-interval 'soon' is not a duration")
                .contains("relay.nonsense is not a known key")
                .doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void printsFindingsForPeopleAndForPrograms() throws Exception {
        execute("drop publication outbox");

        Ran lines = run("doctor");
        assertThat(lines.status()).isOne();
        assertThat(lines.out())
                .contains("  FAIL  exists                       there is no publication 'outbox'")
                .contains("        fix: create publication outbox for table public.outbox (aggregateid,")
                .contains("1 FAIL");

        Ran json = run("doctor", "--json");
        assertThat(json.status()).isOne();
        JsonNode findings = new JsonMapper().readTree(json.out());
        assertThat(findings.isArray()).isTrue();
        for (JsonNode finding : findings) {
            assertThat(finding.propertyNames()).containsExactly("area", "check", "status", "detail", "advice", "fix");
        }
    }

    @Test
    void saysWhereNothingCanBeAsked() {
        Ran verify =
                Ran.of("verify", "--relay.database.url=jdbc:postgresql://127.0.0.1:1/x", "--relay.database.password=x");
        assertThat(verify.status()).isEqualTo(2);
        assertThat(verify.err()).startsWith("outbox-relay: PostgreSQL: ").contains("refused");
    }

    @Test
    void verifiesAndReplays() throws Exception {
        Ran none = run("replay", "--aggregate", "category/7");
        assertThat(none.status()).isOne();
        assertThat(none.out()).contains("nothing is selected");

        execute("insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, payload, occurred_at)"
                + " select gen_random_uuid(), 'category', '최종', n, 'T', '{}', (extract(epoch from now()) * 1000000)::bigint"
                + " from generate_series(1, 3) n");

        Ran missing = run("verify", "--wait=0s", "--limit=1");
        assertThat(missing.status()).isOne();
        assertThat(missing.out())
                .containsPattern("unpublished +3  rows with no record yet")
                .contains("category/최종", "and 2 more", "there is no topic");
        assertThat(new JsonMapper()
                        .readTree(run("verify", "--wait=0s", "--json").out())
                        .path("unpublished")
                        .path("count")
                        .asInt())
                .isEqualTo(3);

        Ran plan = run("replay", "--aggregate", "category/최종");
        assertThat(plan.status()).isZero();
        assertThat(plan.out())
                .contains("3 events of 1 aggregates")
                .contains("category/최종  3 events, versions 1 to 3")
                .contains("replay --aggregate category/최종 --yes");
        Ran replay = run("replay", "--aggregate", "category/최종", "--yes");
        assertThat(replay.status()).isOne();
        assertThat(replay.err()).contains("there is no topic").contains("Nothing is published");
    }

    @Test
    void adoptsTheLedgerOfAnotherSystemWhereOneInsists() throws Exception {
        assertThat(run("adopt").out()).contains("nothing to do");

        try (LedgerFiller filler =
                new LedgerFiller(TestKafka.shared().bootstrapServers(), "slot_" + database.name(), "4711/1")) {
            filler.add(UUID.randomUUID(), 1_000);
        }
        Ran report = run("adopt");
        assertThat(report.status()).isOne();
        assertThat(report.out())
                .contains("belongs to the database system 4711")
                .contains("published again")
                .contains("Nothing was changed")
                .contains("adopt --yes");

        assertThat(run("adopt", "--yes").out()).contains("Adopted.");
        assertThat(run("adopt").out()).contains("nothing to do");
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Ran run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--relay.database.url=" + database.jdbcUrl(),
                "--relay.database.password=" + database.password("outbox_relay"),
                "--relay.slot.name=slot_" + database.name(),
                "--relay.kafka.bootstrap-servers=" + TestKafka.shared().bootstrapServers(),
                "--relay.channels.out-categoryChanged.destination=categoryChanged-" + database.name()));
        return Ran.of(all.toArray(String[]::new));
    }
}
