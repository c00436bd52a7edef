package com.everyoneslecture.relay.routing;

import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.relay.kafka.TopicSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the topics of events. It tries the routes in their order, then the channels by their keys, and the first one that
 * takes an event decides. If none takes it, the setting {@code relay.otherwise} decides; without that setting, the event goes
 * to the topic that the naming rule gives its aggregate type.
 *
 * <p>Immutable; any thread may use it.
 */
public final class Routes {

    /** The limit of cached types, because types are data of the writers and their number is not limited. */
    static final int REMEMBERED = 10_000;

    /** The placeholder of the aggregate type in a template. */
    static final String AGGREGATE_TYPE = "${aggregateType}";

    private static final String HALT = "halt";

    /** The characters that a URI contains without encoding. */
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]*");

    private final List<RouteRule> rules;
    private final @Nullable String otherwise;
    private final String source;

    public Routes(RoutingSettings settings) {
        this.rules = rules(settings);
        this.otherwise = settings.otherwise();
        this.source = settings.source() == null ? "/" + AGGREGATE_TYPE : settings.source();
    }

    /** Returns the topics of all routes and channels; further topics become known with their events. */
    public Set<String> configuredTopics() {
        return rules.stream().map(RouteRule::topic).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the settings with which a topic is created: those of its route, and those of all topics for the rest. */
    public TopicSettings topic(String topic, TopicSettings all) {
        return rules.stream()
                .filter(rule -> rule.topic().equals(topic) && rule.shapesTopic())
                .findFirst()
                .map(rule -> all.with(rule.partitions(), rule.configuration()))
                .orElse(all);
    }

    /** Returns whether a route or a channel takes such events. */
    public boolean take(String aggregateType, String eventType) {
        return rules.stream().anyMatch(rule -> rule.takes(aggregateType, eventType));
    }

    /** Returns whether a route or a channel takes events of the aggregate type, possibly only those of some event types. */
    public boolean takeSomeOf(String aggregateType) {
        return rules.stream().anyMatch(rule -> rule.takesSomeOf(aggregateType));
    }

    /**
     * Returns the topic of those events of an aggregate type that no route takes; empty if routes take all of them, or if there
     * is no such topic.
     */
    public Optional<String> topicOtherwise(String aggregateType) {
        boolean all = rules.stream().anyMatch(rule -> rule.takesSomeOf(aggregateType) && rule.takesEveryEventType());
        if (all || halts()) {
            return Optional.empty();
        }
        try {
            return Optional.of(otherwise(aggregateType));
        } catch (IllegalArgumentException noLegalName) {
            return Optional.empty();
        }
    }

    /** Returns whether an event that no route takes halts the relay. */
    public boolean halts() {
        return HALT.equals(otherwise);
    }

    /**
     * Returns the settings without effect, by the keys of routes and channels: no event can reach a route, because earlier ones
     * take all of its events, or a route differs in the creation of its topic from the one that decides.
     */
    public Map<String, String> flaws() {
        Map<String, String> flaws = new LinkedHashMap<>();
        for (int index = 1; index < rules.size(); index++) {
            RouteRule rule = rules.get(index);
            List<RouteRule> earlier = rules.subList(0, index);
            if (rule.isHiddenBy(earlier)) {
                flaws.put(
                        rule.key(),
                        "no event can reach it, because the routes before it take all of its events: move it before them,"
                                + " or remove it");
            } else if (earlier.stream().anyMatch(rule::shapesItsTopicOtherwiseThan)) {
                flaws.put(
                        rule.key(),
                        "its partitions and configuration have no effect, because a route before it has others for the same"
                                + " topic: make them equal, or leave them out");
            }
        }
        return flaws;
    }

    /**
     * Returns the route of an event.
     *
     * @throws UnroutedEventException if none takes it, and the relay is configured to halt then
     * @throws IllegalArgumentException if none takes it, and its aggregate type makes no legal topic
     */
    Route of(String aggregateType, String eventType) {
        for (RouteRule rule : rules) {
            if (rule.takes(aggregateType, eventType)) {
                return new Route(rule.topic(), rule.contentType(), source(aggregateType));
            }
        }
        if (halts()) {
            throw new UnroutedEventException(aggregateType, eventType);
        }
        return new Route(otherwise(aggregateType), Route.JSON, source(aggregateType));
    }

    /** Returns the route of events whose aggregate type makes no legal topic: they go to a dead letter topic. */
    Route withoutTopic(String aggregateType) {
        return new Route(aggregateType, Route.JSON, source(aggregateType));
    }

    /** Returns whether events of one aggregate type may follow different routes. */
    boolean dependOnEventType(String aggregateType) {
        return rules.stream()
                .filter(rule -> rule.takesSomeOf(aggregateType))
                .findFirst()
                .filter(rule -> !rule.takesEveryEventType())
                .isPresent();
    }

    private String otherwise(String aggregateType) {
        return otherwise == null
                ? TopicName.ofChanged(aggregateType).value()
                : new TopicName(otherwise.replace(AGGREGATE_TYPE, aggregateType)).value();
    }

    private String source(String aggregateType) {
        return source.replace(AGGREGATE_TYPE, encoded(aggregateType));
    }

    /** CloudEvents has a URI reference there. */
    private static String encoded(String aggregateType) {
        return UNRESERVED.matcher(aggregateType).matches()
                ? aggregateType
                : URLEncoder.encode(aggregateType, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<RouteRule> rules(RoutingSettings settings) {
        List<RouteRule> rules = new ArrayList<>();
        for (int index = 0; index < settings.routes().size(); index++) {
            rules.add(RouteRule.of(
                    "relay.routes[" + index + "]", settings.routes().get(index)));
        }
        for (Map.Entry<String, ChannelSettings> channel : new TreeMap<>(settings.channels()).entrySet()) {
            String aggregateType = ChannelKey.aggregateType(channel.getKey());
            if (aggregateType == null) {
                throw new IllegalArgumentException(channel.getKey() + " " + ChannelKey.problem(channel.getKey()));
            }
            rules.add(RouteRule.of("relay.channels." + channel.getKey(), aggregateType, channel.getValue()));
        }
        return List.copyOf(rules);
    }
}
