package com.everyoneslecture.relay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.capture.jdbc.Pooler;
import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.capture.slot.SlotGoneException;
import com.everyoneslecture.outbox.event.OutboxNames;
import com.everyoneslecture.outbox.retry.Decision;
import com.everyoneslecture.outbox.retry.Decision.Halt;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.relay.kafka.NoTransactionsException;
import com.everyoneslecture.relay.publish.TransactionExpiredException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class RelayRemediesTest {

    private final FailurePolicy policy =
            new FailurePolicy(new RelayRemedies("outbox_relay", OutboxNames.parse("public.outbox")));

    @Test
    void haltsWhereAPrerequisiteIsMissingWithItsRemedy() {
        assertThat(policy.decide(new PrerequisiteException("no publication", "make it")))
                .isEqualTo(new Halt("no publication", "make it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000", "42501", "42703", "42P01", "55000"})
    void haltsWhereTheDatabaseRefuses(String sqlState) {
        Decision decision = policy.decide(new ConnectException(new SQLException("refused", sqlState)));
        assertThat(decision).isInstanceOf(Halt.class);
        assertThat(decision.cause()).isEqualTo("PostgreSQL " + sqlState + ": refused");
        assertThat(((Halt) decision).remedy()).isNotBlank().doesNotContain("%s");
    }

    /** The next session creates it again; an operator need not act. */
    @Test
    void retriesWhereTheSlotWasDropped() {
        assertThat(policy.decide(new SlotGoneException("slot_a"))).isInstanceOf(Retry.class);
    }

    /** The failures of statements that the driver has prepared behind a pooler in transaction mode. */
    @ParameterizedTest
    @ValueSource(strings = {"42P05", "26000"})
    void haltsWhereASessionIsSharedWithOthers(String sqlState) {
        SQLException mixed =
                new PSQLException(new ServerErrorMessage("SERROR\0C" + sqlState + "\0Mprepared statement \"S_1\"\0"));

        assertThat(remedy(new ConnectException(mixed))).isEqualTo(Pooler.REMEDY);
        assertThat(policy.decide(mixed).cause()).contains("a pooler is between");
    }

    @Test
    void namesTheOutboxThatLacksAColumn() {
        FailurePolicy ofShop = new FailurePolicy(new RelayRemedies("shop_relay", OutboxNames.parse("shop.events")));

        assertThat(ofShop.decide(new SQLException("no such column", "42703")))
                .isEqualTo(new Halt(
                        "PostgreSQL 42703: no such column",
                        "create it by outbox-schema for shop.events: its outbox is older than this relay"));
        assertThat(policy.decide(new SQLException("no such column", "42703")))
                .isEqualTo(new Halt(
                        "PostgreSQL 42703: no such column",
                        "run the migrations of the category database: its outbox is older than this relay"));
    }

    @Test
    void quotesARoleAsSqlNeedsIt() {
        FailurePolicy ofShop = new FailurePolicy(new RelayRemedies("shop-relay", OutboxNames.parse("shop.events")));

        assertThat(ofShop.decide(new SQLException("no", "28P01")))
                .isEqualTo(new Halt(
                        "PostgreSQL 28P01: no",
                        "correct relay.database.password, or: alter role \"shop-relay\" password '…'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03", "53300", "40001", "XX000"})
    void triesAgainWhereTheDatabaseIsAway(String sqlState) {
        assertThat(policy.decide(new RetriableException(new SQLException("unreachable", sqlState))))
                .isEqualTo(new Retry("PostgreSQL " + sqlState + ": unreachable"));
    }

    @Test
    void haltsWhereKafkaRefuses() {
        assertThat(policy.decide(new SaslAuthenticationException("no"))).isInstanceOf(Halt.class);
        assertThat(policy.decide(new TopicAuthorizationException("no"))).isInstanceOf(Halt.class);
        assertThat(policy.decide(new InvalidReplicationFactorException("no"))).isInstanceOf(Halt.class);
        assertThat(policy.decide(new RecordTooLargeException("no"))).isInstanceOf(Halt.class);
        assertThat(policy.decide(new KafkaException("no", new ConfigException("bad"))))
                .isInstanceOf(Halt.class);
    }

    @Test
    void saysWhatBrokersLack() {
        assertThat(remedy(new UnsupportedVersionException("no"))).startsWith("upgrade the brokers");
        assertThat(remedy(new InvalidTxnTimeoutException("no"))).startsWith("raise transaction.max.timeout.ms");
        assertThat(remedy(new TransactionalIdAuthorizationException("no"))).contains("transactional ids");
        assertThat(remedy(new TopicAuthorizationException(Set.of("orders")))).contains("Write", "[orders]");
        assertThat(remedy(new NoTransactionsException("none", "start brokers", new TimeoutException("no"))))
                .isEqualTo("start brokers");
    }

    private String remedy(Exception failure) {
        return ((Halt) policy.decide(failure)).remedy();
    }

    @Test
    void haltsWhereAnotherRelayHasTakenOver() {
        assertThat(policy.decide(new ProducerFencedException("fenced")).cause()).contains("another relay");
        assertThat(policy.decide(new InvalidProducerEpochException("fenced"))).isInstanceOf(Halt.class);
    }

    @Test
    void triesAgainWhereTheBrokersEndedATransactionThatTookTooLong() {
        assertThat(policy.decide(new TransactionExpiredException(new ProducerFencedException("fenced"))))
                .isEqualTo(new Retry("Kafka: the brokers ended a transaction that took longer than 15 s"));
    }

    @Test
    void triesAgainWhereKafkaIsAway() {
        assertThat(policy.decide(new ExecutionException(new TimeoutException("unreachable"))))
                .isEqualTo(new Retry("Kafka: unreachable"));
        assertThat(policy.decide(new NotLeaderOrFollowerException("unreachable")))
                .isInstanceOf(Retry.class);
    }

    @Test
    void haltsAtWhatItDoesNotKnow() {
        assertThat(policy.decide(new IOException("cut"))).isEqualTo(new Retry("cut"));
        assertThat(policy.decide(new ConnectException("wrapped", new IOException("cut"))))
                .isEqualTo(new Retry("cut"));
        assertThat(policy.decide(new IllegalStateException())).isInstanceOf(Halt.class);
    }
}
