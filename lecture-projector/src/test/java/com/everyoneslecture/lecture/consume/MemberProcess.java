package com.everyoneslecture.lecture.consume;

import com.everyoneslecture.lecture.CategoryBatchHandler;
import com.everyoneslecture.lecture.EventDecoder;
import com.everyoneslecture.lecture.OffsetTable;
import com.everyoneslecture.lecture.ProjectionConnection;
import com.everyoneslecture.lecture.RebuildMarks;
import com.everyoneslecture.lecture.app.ProjectorRemedies;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.inbox.ConfiguredKafkaClients;
import com.everyoneslecture.outbox.inbox.ConsumeSettings;
import com.everyoneslecture.outbox.inbox.DeadLetterTopic;
import com.everyoneslecture.outbox.inbox.KafkaClients;
import com.everyoneslecture.outbox.inbox.LoopListener;
import com.everyoneslecture.outbox.inbox.LoopParts;
import com.everyoneslecture.outbox.inbox.PollLoop;
import com.everyoneslecture.outbox.retry.BackoffSettings;
import com.everyoneslecture.outbox.retry.FailurePolicy;
import com.everyoneslecture.testservices.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A member in a process of its own, which can be killed. */
final class MemberProcess {

    private MemberProcess() {}

    static Process start(String kafka, Topic topic, TestDatabase database) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            MemberProcess.class.getName(),
                            kafka,
                            topic.name().value(),
                            database.jdbcUrl(),
                            database.password("lecture_projector"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws IOException {
        TopicName topic = new TopicName(arguments[1]);
        ConsumeSettings settings = new ConsumeSettings(
                topic,
                Member.group(topic),
                arguments[0],
                Map.of(),
                40,
                1,
                (short) -1,
                new BackoffSettings(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofMillis(500)));
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[2]);
        database.setUser("lecture_projector");
        database.setPassword(arguments[3]);
        ProjectionConnection connection = new ProjectionConnection(database);
        OffsetTable offsets = new OffsetTable(connection, topic);
        RebuildMarks marks = new RebuildMarks(connection, offsets);
        KafkaClients clients = new ConfiguredKafkaClients(settings);
        new PollLoop(
                        settings,
                        new LoopParts(
                                clients,
                                new CategoryBatchHandler(
                                        new EventDecoder("application/json"), connection, marks, offsets),
                                new DeadLetterTopic(settings, clients),
                                marks,
                                offsets,
                                new LoopListener() {}),
                        new FailurePolicy(new ProjectorRemedies()),
                        Clock.systemUTC())
                .start();
        // Ends when the test's JVM does, however that ends.
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
