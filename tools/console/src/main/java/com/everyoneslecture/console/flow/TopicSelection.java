package com.everyoneslecture.console.flow;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Selects the topics that are shown: those that the console may describe and that match the patterns. Kafka's own topics, the relay's
 * ledgers and dead letter topics are left out.
 *
 * @param first the topic that comes before all others
 */
record TopicSelection(String first, NamePatterns patterns) {

    static final int MOST = 100;

    /** The suffix of the name of a dead letter topic. */
    static final String DEAD_LETTERS = ".DLT";

    private static final String LEDGERS = "outbox-relay.";
    private static final String KAFKAS_OWN = "__";

    Selected of(Admin admin) throws ExecutionException, InterruptedException {
        return of(admin.listTopics().names().get());
    }

    Selected of(Set<String> existing) {
        Set<String> all = new HashSet<>(existing);
        List<String> matching = all.stream()
                .filter(name -> name.equals(first) || patterns.match(name))
                .filter(name ->
                        !name.startsWith(KAFKAS_OWN) && !name.startsWith(LEDGERS) && !name.endsWith(DEAD_LETTERS))
                .sorted(order())
                .toList();
        List<String> shown = matching.subList(0, Math.min(MOST, matching.size()));
        Set<String> letters = new HashSet<>();
        shown.stream().map(name -> name + DEAD_LETTERS).filter(all::contains).forEach(letters::add);
        return new Selected(shown, letters, matching.size() - shown.size(), order());
    }

    private Comparator<String> order() {
        return Comparator.comparing((String name) -> !name.equals(first)).thenComparing(Comparator.naturalOrder());
    }

    /**
     * The selected topics.
     *
     * @param deadLetterTopics the dead letter topics of the selected topics, as far as they exist
     * @param leftOut the number of topics beyond the limit
     */
    record Selected(List<String> topics, Set<String> deadLetterTopics, int leftOut, Comparator<String> order) {}
}
