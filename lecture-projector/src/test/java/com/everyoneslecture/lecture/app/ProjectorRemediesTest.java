package com.everyoneslecture.lecture.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.outbox.kafka.OversizedRecordsException;
import com.everyoneslecture.outbox.retry.Decision.DataFault;
import com.everyoneslecture.outbox.retry.Decision.Halt;
import com.everyoneslecture.outbox.retry.Decision.Retry;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectorRemediesTest {

    private final FailurePolicy policy = new FailurePolicy(new ProjectorRemedies());

    @ParameterizedTest
    @ValueSource(
            strings = {"08001", "08006", "53300", "53100", "57P01", "57P03", "40001", "40P01", "55P03", "57014", "25006"
            })
    void retriesWhatPasses(String state) {
        assertThat(policy.decide(new SQLException("any words", state))).isInstanceOf(Retry.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22001", "22P02", "23514", "23502"})
    void deadLettersWhatIsTheDatasFault(String state) {
        assertThat(policy.decide(new SQLException("any words", state))).isInstanceOf(DataFault.class);
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, SPRING_DATASOURCE_PASSWORD",
        "28000, SPRING_DATASOURCE_USERNAME",
        "08004, SPRING_DATASOURCE_PASSWORD",
        "3D000, SPRING_DATASOURCE_URL",
        "42501, privilege",
        "42P01, run the lecture database's migrations",
        "42703, run the lecture database's migrations",
        "21000, SQLSTATE 21000",
    })
    void haltsWithARemedy(String state, String remedy) {
        assertThat(policy.decide(new SQLException("any words", state)))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Halt.class))
                .satisfies(halt -> assertThat(halt.remedy()).contains(remedy));
    }

    @Test
    void looksThroughWrappers() {
        assertThat(policy.decide(new IllegalStateException(new SQLException("any", "08006"))))
                .isInstanceOf(Retry.class);
        assertThat(policy.decide(new SQLTransientConnectionException("pool", new SQLException("any", "08006"))))
                .isInstanceOf(Retry.class);
        assertThat(policy.decide(new UncheckedIOException(new UnknownHostException("kafka"))))
                .isInstanceOf(Retry.class);
        assertThat(policy.decide(new KafkaException(new TimeoutException()))).isInstanceOf(Retry.class);
    }

    @Test
    void haltsWhereKafkaRefuses() {
        for (Exception refusal : List.of(
                new SaslAuthenticationException("any"),
                GroupAuthorizationException.forGroupId("CGR-lecture-categoryChanged"),
                new TopicAuthorizationException(Set.of("categoryChanged")),
                new RecordTooLargeException())) {
            assertThat(policy.decide(refusal)).isInstanceOf(Halt.class);
        }
    }

    @Test
    void haltsAtWhatItDoesNotKnow() {
        assertThat(policy.decide(new IllegalStateException("connection lost, please retry")))
                .isInstanceOf(Halt.class);
    }

    @Test
    void saysHowToSkipARecordThatDoesNotFitIntoMemory() {
        OversizedRecordsException oversized =
                new OversizedRecordsException(new TopicPartition("categoryChanged", 3), 7, 9, 1 << 30, 1 << 26);

        assertThat(policy.decide(oversized))
                .isInstanceOfSatisfying(
                        Halt.class,
                        halt -> assertThat(halt.remedy())
                                .contains(
                                        "{\"partition\": 3, \"offset\": 7}", "./outbox skip --partition 3 --offset 7"));
    }
}
