package com.everyoneslecture.relay.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DestinationsTest {

    private static final int LOOKUPS = 100_000;

    private final Destinations destinations = new Destinations(
            new Routes(new RoutingSettings(
                    List.of(
                            new RouteSettings(List.of("order"), List.of("*Paid"), "payments", null, Map.of(), null),
                            new RouteSettings(List.of("invoice"), List.of(), "invoices", null, Map.of(), null)),
                    Map.of(),
                    "halt",
                    null)),
            "relay.DLT");

    @Test
    void tellEventTypesApartWhereARouteDoes() {
        assertThat(destinations.of("order", "OrderPaid").topic()).isEqualTo("payments");
        assertThatThrownBy(() -> destinations.of("order", "OrderPlaced")).isInstanceOf(UnroutedEventException.class);
        assertThat(destinations.of("invoice", "InvoicePaid")).isSameAs(destinations.of("invoice", "InvoiceSent"));
    }

    @Test
    void areDecidedOnce() {
        assertThat(destinations.of("order", "OrderPaid")).isSameAs(destinations.of("order", "OrderPaid"));
    }

    @Test
    void areForgottenWhereThereAreVeryManyTypes() {
        Destination first = destinations.of("order", "0Paid");
        for (int type = 1; type < Routes.REMEMBERED; type++) {
            destinations.of("order", type + "Paid");
        }
        assertThat(destinations.of("order", "0Paid")).isSameAs(first);
        destinations.of("order", "onePaid");
        assertThat(destinations.of("order", "0Paid")).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void areLookedUpWithoutAnAllocation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        lookUp();
        long before = threads.getCurrentThreadAllocatedBytes();
        lookUp();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes for %s lookups", 2 * LOOKUPS)
                .isLessThan(LOOKUPS);
    }

    private void lookUp() {
        for (int lookup = 0; lookup < LOOKUPS; lookup++) {
            destinations.of("order", "OrderPaid");
            destinations.of("invoice", "InvoicePaid");
        }
    }
}
