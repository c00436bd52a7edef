package com.everyoneslecture.console.system;

import com.everyoneslecture.localstack.KafkaListener;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.FreePort;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker that denies everything except the granted rights. Its users log in with a password at one listener; the tests administer it at
 * the other one, without a login.
 */
final class GuardedKafka implements AutoCloseable {

    private static final String LOGIN_MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private final int port = FreePort.any();
    private final KafkaServer server;

    private GuardedKafka(Path directory, List<String> users) {
        server = KafkaServer.shortLived(new KafkaSettings(
                "kafka",
                ServerFiles.under(directory),
                0,
                Map.of(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,USERS:SASL_PLAINTEXT",
                        "listener.name.users.sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name.users.plain.sasl.jaas.config",
                        LOGIN_MODULE
                                + users.stream()
                                        .map(user -> "user_" + user + "=\"" + password(user) + "\"")
                                        .collect(Collectors.joining(" "))
                                + ";",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS"),
                List.of(new KafkaListener("USERS", port, port))));
    }

    static GuardedKafka start(Path directory, List<String> users) throws InterruptedException {
        GuardedKafka kafka = new GuardedKafka(directory, users);
        kafka.server.start();
        return kafka;
    }

    void allow(Collection<AclBinding> rights) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createAcls(rights).all().get();
        }
    }

    /** Connects as the broker's administrator. */
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
    }

    /** Returns the address that the users connect to. */
    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Returns the settings of a client that logs in as the user. */
    static Map<String, String> login(String user) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN_MODULE + "username=\"" + user + "\" password=\"" + password(user) + "\";");
    }

    private static String password(String user) {
        return "secret-of-" + user;
    }

    @Override
    public void close() {
        server.close();
    }
}
