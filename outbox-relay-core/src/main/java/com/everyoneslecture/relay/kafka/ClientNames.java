package com.everyoneslecture.relay.kafka;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The names of the properties of Kafka's clients. A client ignores a name that it does not know, such as
 * {@code securityprotocol}.
 */
public final class ClientNames {

    /** The properties below it belong to configuration providers, which choose their names. */
    private static final String PROVIDERS = "config.providers.";

    private static final Map<String, String> BY_LETTERS = Stream.of(
                    ProducerConfig.configNames(), ConsumerConfig.configNames(), AdminClientConfig.configNames())
            .flatMap(Set::stream)
            .distinct()
            .collect(Collectors.toUnmodifiableMap(ClientNames::letters, Function.identity(), (one, other) -> one));

    private ClientNames() {}

    /** Returns whether a client has a property of this name, in any case and with any separators. */
    public static boolean known(String name) {
        return BY_LETTERS.containsKey(letters(name)) || name.startsWith(PROVIDERS);
    }

    /** Returns the properties by the clients' own names; of two spellings of a name, the first counts. */
    static Map<String, String> spelled(Map<String, String> properties) {
        Map<String, String> spelled = new LinkedHashMap<>();
        properties.forEach((name, value) -> spelled.putIfAbsent(BY_LETTERS.getOrDefault(letters(name), name), value));
        return spelled;
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
