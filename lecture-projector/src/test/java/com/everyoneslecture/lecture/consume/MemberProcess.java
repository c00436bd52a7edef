package com.everyoneslecture.lecture.consume;

import com.everyoneslecture.lecture.CategoryProjection;
import com.everyoneslecture.lecture.LoopConnection;
import com.everyoneslecture.lecture.ReadModel;
import com.everyoneslecture.lecture.fixture.Member;
import com.everyoneslecture.lecture.fixture.Topic;
import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.testservices.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A member in a separate process, which can be killed. */
final class MemberProcess {

    private MemberProcess() {}

    static Process start(String kafka, Topic topic, TestDatabase database) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
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
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[2]);
        database.setUser("lecture_projector");
        database.setPassword(arguments[3]);
        Inbox.builder()
                .transactions(() -> new LoopConnection(database))
                .kafka(Map.of("bootstrap.servers", arguments[0]))
                .group(Member.group(new TopicName(arguments[1])))
                .topics(arguments[1])
                .projection(new CategoryProjection("application/json"))
                .rebuilds(ReadModel::empty)
                .batchSize(40)
                .build()
                .start();
        // Ends with the test's JVM, even if that is killed.
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
