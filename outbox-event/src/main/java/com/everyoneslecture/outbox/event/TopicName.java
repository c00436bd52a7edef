package com.everyoneslecture.outbox.event;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A topic's name: {@code <service>-<Entity><PastParticiple>}, without the service where it equals the entity. So the
 * category service's {@code Category} that was {@code Changed} is {@code categoryChanged}, and its {@code Lecture} that
 * was {@code Closed} is {@code category-LectureClosed}.
 *
 * @param value the name, legal in Kafka, never empty
 */
public record TopicName(String value) {

    /** Kafka's limit of a topic's name, in characters. */
    public static final int MAX_LENGTH = 249;

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Pattern SERVICE = Pattern.compile("[a-z][a-zA-Z0-9]*");
    private static final Pattern WORD = Pattern.compile("[A-Z][a-zA-Z0-9]*");

    /** @throws IllegalArgumentException if Kafka would reject a topic of this name */
    public TopicName {
        if (!LEGAL.matcher(value).matches() || value.length() > MAX_LENGTH || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("'" + value + "' is not a topic name: up to " + MAX_LENGTH
                    + " of the characters a-z, A-Z, 0-9, '.', '_' and '-'");
        }
    }

    /**
     * The name by the rule.
     *
     * @param service starts with a small letter: {@code category}
     * @param entity starts with a capital letter: {@code Category}
     * @param pastParticiple starts with a capital letter: {@code Changed}
     * @throws IllegalArgumentException if a part is not of its form, or the whole is too long
     */
    public static TopicName of(String service, String entity, String pastParticiple) {
        require(SERVICE, service, "service", "a small letter, then letters and digits: category");
        require(WORD, entity, "entity", "a capital letter, then letters and digits: Category");
        require(WORD, pastParticiple, "past participle", "a capital letter, then letters and digits: Changed");
        return service.equals(decapitalized(entity))
                ? new TopicName(service + pastParticiple)
                : new TopicName(service + "-" + entity + pastParticiple);
    }

    /**
     * Returns the topic of the changes of an aggregate type that has no configured channel.
     *
     * @param aggregateType starts with a small letter: {@code category}
     * @throws IllegalArgumentException if it is not of that form, or the whole is too long
     */
    public static TopicName ofChanged(String aggregateType) {
        require(SERVICE, aggregateType, "aggregate type", "a small letter, then letters and digits: category");
        String entity = aggregateType.substring(0, 1).toUpperCase(Locale.ROOT) + aggregateType.substring(1);
        return of(aggregateType, entity, "Changed");
    }

    /** Returns the topic for the records of this one that cannot be processed. */
    public TopicName deadLetters() {
        return new TopicName(value + ".DLT");
    }

    @Override
    public String toString() {
        return value;
    }

    private static String decapitalized(String word) {
        return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }

    private static void require(Pattern form, String part, String name, String rule) {
        if (!form.matcher(part).matches()) {
            throw new IllegalArgumentException(name + " '" + part + "' is not of the form " + rule);
        }
    }
}
