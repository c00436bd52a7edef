package com.everyoneslecture.lecture.app;

import com.everyoneslecture.lecture.app.ProjectorProperties.Channel;
import com.everyoneslecture.outbox.event.ConsumerGroupName;
import com.everyoneslecture.outbox.event.TopicName;
import com.everyoneslecture.outbox.inbox.InboxBuilder;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Checks names, client settings by Kafka's own rules, and values against each other. Each check reports all errors. */
public final class ConsistencyRules implements ConstraintValidator<Consistent, ProjectorProperties> {

    /** Set by a separate key of this service. */
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    @Override
    public boolean isValid(ProjectorProperties properties, ConstraintValidatorContext context) {
        context.disableDefaultConstraintViolation();
        boolean channels = channels(properties, context);
        boolean clients =
                properties.kafka() == null || clientSettings(properties.kafka().properties(), context);
        return channels && clients;
    }

    private static boolean channels(ProjectorProperties properties, ConstraintValidatorContext context) {
        boolean right = true;
        for (Map.Entry<String, Channel> channel : properties.channels().entrySet()) {
            if (ProjectorProperties.isOurs(channel.getKey())) {
                right &= channel(channel.getKey(), channel.getValue(), context);
            } else {
                violate(context, "is not a channel of this service, which reads " + ProjectorProperties.CHANNEL)
                        .addPropertyNode("channels")
                        .addBeanNode()
                        .inIterable()
                        .atKey(channel.getKey())
                        .addConstraintViolation();
                right = false;
            }
        }
        // From a file and from the environment they are two keys, but each has the values of both.
        if (properties.channels().entrySet().stream()
                        .filter(channel -> ProjectorProperties.isOurs(channel.getKey()))
                        .map(Map.Entry::getValue)
                        .distinct()
                        .count()
                != 1) {
            violate(context, "must have " + ProjectorProperties.CHANNEL + ", once")
                    .addPropertyNode("channels")
                    .addConstraintViolation();
            right = false;
        }
        return right;
    }

    private static boolean channel(String name, Channel channel, ConstraintValidatorContext context) {
        String destination = problem(channel.destination(), TopicName::new);
        String group = problem(channel.group(), ConsumerGroupName::new);
        Stream.of(new String[] {"destination", destination}, new String[] {"group", group})
                .filter(found -> found[1] != null)
                .forEach(found -> violate(context, found[1])
                        .addPropertyNode("channels")
                        .addPropertyNode(found[0])
                        .inIterable()
                        .atKey(name)
                        .addConstraintViolation());
        return destination == null && group == null;
    }

    private static @Nullable String problem(@Nullable String value, Consumer<String> rule) {
        try {
            if (value != null) {
                rule.accept(value);
            }
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static boolean clientSettings(Map<String, String> settings, ConstraintValidatorContext context) {
        boolean right = true;
        for (String name : settings.keySet()) {
            String problem = InboxBuilder.reservedKafkaProperties().contains(name) || name.equals(BOOTSTRAP_SERVERS)
                    ? "is set by the service, or has a separate key"
                    : kafkaProblem(name, settings);
            if (problem != null) {
                violate(context, problem)
                        .addPropertyNode("kafka")
                        .addPropertyNode("properties")
                        .addBeanNode()
                        .inIterable()
                        .atKey(name)
                        .addConstraintViolation();
                right = false;
            }
        }
        return right;
    }

    /** A name that no client knows is accepted, because it may be the setting of a configured plug-in. */
    private static @Nullable String kafkaProblem(String name, Map<String, String> settings) {
        return Stream.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
                .filter(definition -> definition.names().contains(name))
                .flatMap(definition -> definition.validate(settings).stream())
                .filter(setting -> setting.name().equals(name))
                .flatMap(setting -> setting.errorMessages().stream())
                .findFirst()
                .orElse(null);
    }

    /** The text is not a template: a user's text must not be evaluated as an expression. */
    private static ConstraintViolationBuilder violate(ConstraintValidatorContext context, String text) {
        return context.buildConstraintViolationWithTemplate(text.replaceAll("([\\\\{}$])", "\\\\$1"));
    }
}
