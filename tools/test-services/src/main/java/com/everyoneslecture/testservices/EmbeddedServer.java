package com.everyoneslecture.testservices;

import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.ServerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A process of this machine, with its files in a separate directory. */
record EmbeddedServer(LocalServer server, Path directory) implements TestServer {

    static EmbeddedServer postgres(String superuserPassword, Map<String, String> parameters) {
        Path directory = RunDirectory.ofThisJvm().create("postgres");
        return endsWithThisJvm(
                new PostgresServer(new PostgresSettings(
                        "postgres",
                        ServerFiles.under(directory),
                        RunDirectory.programs(),
                        0,
                        superuserPassword,
                        parameters)),
                directory);
    }

    static EmbeddedServer kafka(Map<String, String> properties) {
        Path directory = RunDirectory.ofThisJvm().create("kafka");
        return endsWithThisJvm(
                TestBroker.of(new KafkaSettings("kafka", ServerFiles.under(directory), 0, properties)), directory);
    }

    private static EmbeddedServer endsWithThisJvm(LocalServer server, Path directory) {
        RunDirectory.ofThisJvm().killAtExit(server);
        return new EmbeddedServer(server, directory);
    }

    @Override
    public void start() throws InterruptedException {
        server.start();
        if (server instanceof KafkaServer) {
            TestBroker.started();
        }
    }

    @Override
    public void stop() throws InterruptedException {
        server.stop();
    }

    @Override
    public void kill() throws InterruptedException {
        server.kill();
    }

    @Override
    public void pause() throws InterruptedException {
        server.pause();
    }

    @Override
    public void resume() throws InterruptedException {
        server.resume();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public boolean alive() {
        return server.alive();
    }

    @Override
    public ServerState state() {
        return server.state();
    }

    @Override
    public String log() {
        try {
            return Files.readString(server.log().path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.resume();
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RunDirectory.ofThisJvm().delete(directory);
    }
}
