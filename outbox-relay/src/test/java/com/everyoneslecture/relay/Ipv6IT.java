package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.outbox.capture.Connector;
import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.outbox.capture.finding.Finding.Status;
import com.everyoneslecture.relay.app.RelayProperties;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestKafka;
import com.everyoneslecture.testservices.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PostgreSQL at an IPv6 address. */
@Timeout(120)
class Ipv6IT {

    private static TestPostgres postgres;

    @BeforeAll
    static void startServer() throws Exception {
        assumeTrue(hasIpv6(), "this machine has no ::1");
        postgres = TestPostgres.embedded(Map.of("listen_addresses", "127.0.0.1,::1"));
        try (Connection connection = postgres.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("copy (select 'host all all ::1/128 scram-sha-256') to program 'cat >> pg_hba.conf'");
        }
        postgres.server().stop();
        postgres.server().start();
    }

    @AfterAll
    static void stopServer() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadByEachCapture(Connector connector) {
        TestDatabase database = postgres.create(Schema.CATEGORY);
        OutboxFixture outbox = new OutboxFixture(database);
        RelayProperties properties = properties(database, connector);

        try (RelayFixture relay = new RelayFixture(properties);
                TopicFixture topic =
                        new TopicFixture(TestKafka.shared().bootstrapServers(), RelayFixture.topic(database))) {
            relay.startAndStream();
            outbox.append("key-1");
            outbox.append("key-1");
            ExactlyOnce.in(topic, outbox);
        }
        assertThat(new Examination(properties).findings())
                .extracting(Finding::status)
                .doesNotContain(Status.FAIL);
    }

    @Test
    void isNamedWithoutBracketsInTheCommandOfPsql() {
        TestDatabase database = postgres.create(Schema.CATEGORY);
        OutboxFixture outbox = new OutboxFixture(database);
        outbox.execute("select pg_create_logical_replication_slot('" + RelayFixture.slot(database) + "', 'pgoutput')");

        assertThat(new Examination(properties(database, Connector.WAL))
                        .finding("failover", "slot")
                        .fix())
                .startsWith(
                        "psql \"host=::1 port=" + postgres.server().port() + " dbname=" + database.name() + " user=");
    }

    private static RelayProperties properties(TestDatabase database, Connector connector) {
        RelayProperties relay = RelayFixture.properties(
                "jdbc:postgresql://[::1]:" + postgres.server().port() + "/" + database.name(),
                database.name(),
                database.password("outbox_relay"),
                TestKafka.shared().bootstrapServers());
        return RelayFixture.withConnector(relay, connector);
    }

    private static boolean hasIpv6() {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
