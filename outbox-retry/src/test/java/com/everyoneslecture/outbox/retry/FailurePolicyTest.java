package com.everyoneslecture.outbox.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.everyoneslecture.outbox.retry.Decision.DataFault;
import com.everyoneslecture.outbox.retry.Decision.Halt;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailurePolicyTest {

    private final FailurePolicy policy = new FailurePolicy(new Remedies() {
        @Override
        public @Nullable Decision decide(Throwable failure) {
            return failure instanceof UnsupportedOperationException ? new Retry("ours") : null;
        }

        @Override
        public @Nullable String ofDatabase(String sqlState, SQLException failure) {
            return sqlState.equals("08004") ? "correct the password" : null;
        }

        @Override
        public @Nullable String ofKafka(Throwable failure) {
            return failure instanceof SaslAuthenticationException ? "correct the credentials" : null;
        }
    });

    @ParameterizedTest
    @MethodSource
    void haltsWithoutTheNativeLibraryOfACompression(LinkageError error, String text) {
        KafkaException fetch = new KafkaException("cannot read the record", new KafkaException(error));
        for (Throwable failure : List.of(new KafkaException(error), fetch)) {
            assertThat(policy.decide(failure)).isInstanceOfSatisfying(Halt.class, halt -> {
                assertThat(halt.cause()).isEqualTo("a native library of Kafka's compression cannot be loaded: " + text);
                assertThat(halt.remedy()).contains("ZstdTempFolder", "org.xerial.snappy.tempdir", "lz4");
            });
        }
    }

    static Stream<Arguments> haltsWithoutTheNativeLibraryOfACompression() {
        return Stream.of(
                arguments(
                        new UnsatisfiedLinkError(
                                "/tmp/libzstd.so: failed to map segment\nno zstd in java.library.path"),
                        "/tmp/libzstd.so: failed to map segment"),
                arguments(
                        new NoClassDefFoundError("Could not initialize class com.github.luben.zstd.Zstd"),
                        "Could not initialize class com.github.luben.zstd.Zstd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08001", "08006", "25006", "40001", "40P01", "53100", "53300", "55006", "55P03", "57014", "57P01",
                "57P03", "58030", "XX000"
            })
    void retriesWhatPassesInTheDatabase(String state) {
        assertThat(policy.decide(new SQLException("down", state)))
                .isEqualTo(new Retry("PostgreSQL " + state + ": down"));
    }

    static Stream<Exception> passing() {
        return Stream.of(
                new IOException("cut"),
                new UncheckedIOException(new UnknownHostException("kafka")),
                new java.util.concurrent.TimeoutException("late"),
                new SQLTransientConnectionException("pool", new SQLException("down", "08006")),
                new IllegalStateException(new SQLException("down", "08006")),
                new ExecutionException(new TimeoutException("late")),
                new KafkaException(new NotLeaderOrFollowerException("moved")),
                new InvalidTxnStateException("ended"),
                new OutOfOrderSequenceException("ended"),
                new UnsupportedOperationException());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void retriesWhatPasses(Exception failure) {
        assertThat(policy.decide(failure)).isInstanceOf(Retry.class);
    }

    @Test
    void haltsWhereACertificateIsNotAccepted() {
        Exception untrusted = new SSLHandshakeException("PKIX path building failed");
        untrusted.initCause(new CertificateExpiredException("NotAfter: yesterday"));
        Exception refused = new SSLHandshakeException("Received fatal alert: unknown_ca");

        assertThat(Stream.of(
                                new SQLException("SSL error", "08006", untrusted),
                                new SQLException("SSL error", "08006", refused),
                                new SslAuthenticationException("SSL handshake failed", untrusted))
                        .map(policy::decide))
                .allSatisfy(decision -> assertThat(decision).isInstanceOf(Halt.class));
        assertThat(policy.decide(new SQLException("SSL error", "08006", untrusted)))
                .hasFieldOrPropertyWithValue(
                        "cause", "PostgreSQL 08006: SSL error: CertificateExpiredException: NotAfter: yesterday");
        assertThat(policy.decide(new SQLException("SSL error", "08006", new SSLException("closed"))))
                .isInstanceOf(Retry.class);
        assertThat(policy.decide(new SQLException(
                        "The hostname db could not be verified by hostnameverifier PgjdbcHostnameVerifier.", "08006")))
                .isInstanceOfSatisfying(
                        Halt.class, halt -> assertThat(halt.remedy()).contains("by a name that is in it"));
        Exception failed = new SSLHandshakeException("Received fatal alert: internal_error");
        assertThat(policy.decide(new SQLException("SSL error", "08006", failed)))
                .isInstanceOf(Retry.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22001", "22P02", "23514", "23502"})
    void findsTheDataAtFault(String state) {
        SQLException failure = new SQLException("new row violates\n  Detail: Failing row contains (secret)", state);
        assertThat(policy.decide(failure)).isInstanceOf(DataFault.class);
        assertThat(policy.decide(failure).cause()).isEqualTo("PostgreSQL " + state + ": new row violates");
        assertThat(FailurePolicy.isDataFault(failure)).isTrue();
    }

    @Test
    void haltsWithTheRemedyOfTheService() {
        assertThat(policy.decide(new SQLException("no", "08004")))
                .isEqualTo(new Halt("PostgreSQL 08004: no", "correct the password"));
        assertThat(policy.decide(new ExecutionException(new SaslAuthenticationException("no"))))
                .isEqualTo(new Halt("Kafka: no", "correct the credentials"));
    }

    static Stream<Exception> unknown() {
        return Stream.of(
                new IllegalStateException("connection lost, please retry"),
                new NullPointerException(),
                new SQLException("no state"),
                new SQLException("no table", "42P01"),
                new ConfigException("acks", "many"),
                new KafkaException("no cause"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void haltsAtWhatIsNotKnownToPass(Exception failure) {
        assertThat(policy.decide(failure)).isInstanceOf(Halt.class);
        assertThat(((Halt) policy.decide(failure)).remedy()).contains("read the log");
        assertThat(policy.decide(new IllegalStateException("odd")).cause()).isEqualTo("IllegalStateException: odd");
    }

    @Test
    void endsAtACauseThatCausesItself() {
        Exception first = new IOException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);
        assertThat(policy.decide(second)).isEqualTo(new Retry("first"));
    }
}
