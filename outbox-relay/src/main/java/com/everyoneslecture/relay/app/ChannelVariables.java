package com.everyoneslecture.relay.app;

import com.everyoneslecture.outbox.service.configuration.ConfigurationRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Restricts environment variables for channels. They can change a channel that another source names. They cannot name a new
 * one, because they do not preserve upper and lower case. Such a variable is rejected with a reference to the routes.
 */
final class ChannelVariables implements ConfigurationRule {

    private static final ConfigurationPropertyName CHANNELS = ConfigurationPropertyName.of("relay.channels");

    /**
     * The prefix of variables with an underscore in place of a key's dash. Without it, a variable is rejected as the key that
     * it makes.
     */
    private static final ConfigurationPropertyName DASHED = CHANNELS.append("out");

    @Override
    public void check(Environment environment, Map<String, String> problems) {
        Set<String> channels = new HashSet<>();
        Set<ConfigurationPropertyName> variables = new HashSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                boolean ofVariables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                for (ConfigurationPropertyName name : names) {
                    if (ofVariables && DASHED.isAncestorOf(name)) {
                        variables.add(name);
                    } else if (!ofVariables && CHANNELS.isAncestorOf(name)) {
                        channels.add(letters(name.chop(CHANNELS.getNumberOfElements() + 1)));
                    }
                }
            }
        }
        for (ConfigurationPropertyName name : variables) {
            if (channels.stream().noneMatch(letters(name)::startsWith)) {
                problems.put(
                        name.toString(),
                        "names no channel: an environment variable cannot have the case of a channel's key. Set"
                                + " RELAY_ROUTES_0_AGGREGATETYPES and RELAY_ROUTES_0_DESTINATION instead");
            }
        }
    }

    /** Returns the channels without the keys that repeat another key in lower case and without dashes. */
    static <T> Map<String, T> withoutSpellings(Map<String, T> channels) {
        Map<String, T> kept = new HashMap<>(channels);
        channels.keySet().forEach(key -> {
            String letters = letters(key);
            if (!key.equals(letters)) {
                kept.remove(letters);
            }
        });
        return kept;
    }

    private static String letters(ConfigurationPropertyName name) {
        return letters(name.toString());
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
