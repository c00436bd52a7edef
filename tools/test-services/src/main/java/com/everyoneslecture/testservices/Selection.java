package com.everyoneslecture.testservices;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The choice between containers and processes for the servers of the tests.
 *
 * @param services the chosen kind
 * @param why the reason, for messages
 */
record Selection(Services services, String why) {

    /**
     * The reason why containers are impossible.
     *
     * @param cause the fault
     * @param remedy the action that helps
     */
    record Refusal(String cause, String remedy) {}

    /**
     * Returns the requested kind; without a request, containers if they are possible.
     *
     * @param asked the value of {@code -Dservices}; null if it is not set
     * @param containers returns the reason why containers are impossible; called only if it matters
     * @throws IllegalArgumentException if the value is neither of the two
     * @throws IllegalStateException if containers are requested but impossible
     */
    static Selection of(@Nullable String asked, Supplier<Optional<Refusal>> containers) {
        if (asked == null) {
            return containers
                    .get()
                    .map(refusal -> new Selection(Services.EMBEDDED, refusal.cause()))
                    .orElseGet(() -> new Selection(Services.CONTAINERS, "Docker answers and has the images"));
        }
        Services services = named(asked);
        if (services == Services.CONTAINERS) {
            containers.get().ifPresent(refusal -> {
                throw new IllegalStateException(option(Services.CONTAINERS) + ", but " + refusal.cause() + ": "
                        + refusal.remedy() + ", or use " + option(Services.EMBEDDED));
            });
        }
        return new Selection(services, option(services));
    }

    String line() {
        return "PostgreSQL and Kafka of the tests: " + services + " (" + why + ")";
    }

    private static Services named(String asked) {
        for (Services services : Services.values()) {
            if (services.toString().equals(asked)) {
                return services;
            }
        }
        throw new IllegalArgumentException(
                "-D" + Services.PROPERTY + " is '" + asked + "': it takes containers or embedded");
    }

    private static String option(Services services) {
        return "-D" + Services.PROPERTY + "=" + services;
    }
}
