package com.everyoneslecture.testservices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights in {@code kafka/rights}. */
public final class KafkaRights {

    private KafkaRights() {}

    /** Returns the rights of all principals. */
    public static List<AclBinding> read(Path file) throws IOException {
        return Files.readAllLines(file, UTF_8).stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> bindings(line.split("\\s+")))
                .toList();
    }

    private static Stream<AclBinding> bindings(String[] columns) {
        ResourcePattern resource = new ResourcePattern(
                ResourceType.fromString(columns[1].replace('-', '_')),
                columns[3],
                PatternType.valueOf(columns[2].toUpperCase(Locale.ROOT)));
        return Stream.of(columns[4].split(","))
                .map(operation -> new AclBinding(resource, allow(columns[0], operation)));
    }

    private static AccessControlEntry allow(String principal, String operation) {
        AclOperation allowed = operation.equals("DescribeConfigs")
                ? AclOperation.DESCRIBE_CONFIGS
                : AclOperation.fromString(operation);
        return new AccessControlEntry("User:" + principal, "*", allowed, AclPermissionType.ALLOW);
    }
}
