package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.guarantee.HaltsForAReason;
import com.everyoneslecture.chaos.guarantee.PerAggregateOrder;
import com.everyoneslecture.chaos.stack.Stack;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Alters the publication while the relay streams. The log does not deliver the rows committed meanwhile. The relay publishes them from the
 * table, after later versions of their keys.
 */
final class PublicationFault implements Fault {

    private final String name;
    private final String description;
    private final Step breaking;
    private final Step mending;
    private Optional<Publication> altered = Optional.empty();

    /** A change of the publication. */
    @FunctionalInterface
    interface Step {
        void run(Publication publication) throws InterruptedException;
    }

    private PublicationFault(String name, String description, Step breaking, Step mending) {
        this.name = name;
        this.description = description;
        this.breaking = breaking;
        this.mending = mending;
    }

    static List<Fault> all() {
        return List.of(
                new PublicationFault(
                        "publication-dropped-and-back",
                        "the publication is dropped while the relay runs, and created again",
                        Publication::drop,
                        Publication::create),
                new PublicationFault(
                        "publication-remade",
                        "the table is removed from the publication, and added again",
                        Publication::dropTable,
                        Publication::setTable),
                new PublicationFault(
                        "row-filter",
                        "the publication publishes every second version only, then all again",
                        Publication::filter,
                        Publication::setTable));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Set<String> relaxes() {
        return Set.of(PerAggregateOrder.NAME, HaltsForAReason.NAME);
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        Publication publication = Publication.read(stack.categoryDatabase());
        altered = Optional.of(publication);
        breaking.run(publication);
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        if (altered.isPresent()) {
            mending.run(altered.get());
            altered = Optional.empty();
        }
    }
}
