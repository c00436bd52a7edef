package com.everyoneslecture.testservices;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which servers the tests take.
 *
 * @param services these
 * @param why for people
 */
record Selection(Services services, String why) {

    /**
     * Why there can be no containers.
     *
     * @param cause what is wrong
     * @param remedy what to do about it
     */
    record Refusal(String cause, String remedy) {}

    /**
     * What was asked for; containers where nothing was and there can be some.
     *
     * @param asked the value of {@code -Dservices}, if any
     * @param containers why there can be none; asked only if it matters
     * @throws IllegalArgumentException if it is neither of the two
     * @throws IllegalStateException if containers are asked for and there can be none
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
