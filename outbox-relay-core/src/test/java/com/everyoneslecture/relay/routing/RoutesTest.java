package com.everyoneslecture.relay.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.relay.kafka.TopicSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final String ANY = "Changed";

    private final Routes channels =
            routes(List.of(), Map.of("out-categoryChanged", new ChannelSettings("categories", null)), null);

    @Test
    void routesAnAggregateTypeToItsChannel() {
        assertThat(channels.of("category", ANY).topic()).isEqualTo("categories");
    }

    @Test
    void routesATypeWithoutAChannelByTheNamingRule() {
        assertThat(channels.of("lectureRoom", ANY))
                .isEqualTo(new Route("lectureRoomChanged", "application/json", "/lectureRoom"));
    }

    @Test
    void refusesATypeThatMakesNoTopic() {
        assertThatThrownBy(() -> channels.of("Lecture Room", ANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aggregate type 'Lecture Room'");
        assertThat(channels.topicOtherwise("Lecture Room")).isEmpty();
    }

    @Test
    void theFirstRouteThatTakesAnEventDecides() {
        Routes routes = routes(
                List.of(
                        route("order,invoice", "*Paid", "payments"),
                        route("order", "Order*", "orders"),
                        route("Sales *", "", "sales")),
                Map.of("out-invoiceChanged", new ChannelSettings("invoices", "application/avro")),
                null);

        assertThat(topic(routes, "order", "OrderPaid")).isEqualTo("payments");
        assertThat(topic(routes, "order", "OrderPlaced")).isEqualTo("orders");
        assertThat(topic(routes, "order", "Reordered")).isEqualTo("orderChanged");
        assertThat(topic(routes, "Sales Order", "Anything")).isEqualTo("sales");
        assertThat(topic(routes, "invoice", "InvoicePaid")).isEqualTo("payments");
        assertThat(routes.of("invoice", "InvoiceSent"))
                .isEqualTo(new Route("invoices", "application/avro", "/invoice"));
        assertThat(routes.take("order", "Reordered")).isFalse();
        assertThat(routes.take("order", "OrderPlaced")).isTrue();
        assertThat(routes.configuredTopics()).containsExactlyInAnyOrder("payments", "orders", "sales", "invoices");
    }

    @Test
    void sendsTheRestWhereATemplateSays() {
        Routes routes = routes(List.of(), Map.of(), "shop.${aggregateType}-v1");

        assertThat(topic(routes, "Order", ANY)).isEqualTo("shop.Order-v1");
        assertThat(routes.topicOtherwise("order")).contains("shop.order-v1");
        assertThatThrownBy(() -> routes.of("Sales Order", ANY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void haltsAtTheRestIfItIsToldTo() {
        Routes routes = routes(List.of(route("order", "Order*", "orders")), Map.of(), "halt");

        assertThat(topic(routes, "order", "OrderPlaced")).isEqualTo("orders");
        assertThatThrownBy(() -> routes.of("invoice", "InvoicePaid"))
                .isInstanceOfSatisfying(UnroutedEventException.class, failure -> {
                    assertThat(failure).hasMessageContaining("aggregate type 'invoice'");
                    assertThat(failure.remedy()).contains("invoice", "relay.routes", "RELAY_ROUTES_<n>_DESTINATION");
                });
        assertThatThrownBy(() -> routes.of("order", "Reordered")).isInstanceOf(UnroutedEventException.class);
        assertThat(routes.topicOtherwise("invoice")).isEmpty();
    }

    @Test
    void namesNoOtherTopicWhereRoutesTakeEveryEvent() {
        Routes routes =
                routes(List.of(route("order", "Order*", "orders"), route("invoice", "", "invoices")), Map.of(), null);

        assertThat(routes.topicOtherwise("invoice")).isEmpty();
        assertThat(routes.topicOtherwise("order")).contains("orderChanged");
        assertThat(routes.dependOnEventType("order")).isTrue();
        assertThat(routes.dependOnEventType("invoice")).isFalse();
        assertThat(routes.dependOnEventType("customer")).isFalse();
    }

    @Test
    void fillsTheTemplateOfTheSource() {
        Routes routes = new Routes(new RoutingSettings(
                List.of(route("order", "", "orders")), Map.of(), null, "https://shop.example/${aggregateType}s"));

        assertThat(routes.of("order", ANY).source()).isEqualTo("https://shop.example/orders");
        assertThat(routes.withoutTopic("no topic!").source()).isEqualTo("https://shop.example/no%20topic%21s");
    }

    @Test
    void createsATopicAsItsRouteSays() {
        TopicSettings all =
                new TopicSettings(6, (short) 3, 50, Map.of("retention.ms", "-1", "min.insync.replicas", "2"));
        Routes routes = routes(
                List.of(
                        route("order", "OrderPaid", "orders"),
                        new RouteSettings(
                                List.of("order"), List.of(), "orders", 12, Map.of("retention.ms", "3600000"), null)),
                Map.of(),
                null);

        assertThat(routes.topic("orders", all))
                .isEqualTo(new TopicSettings(
                        12, (short) 3, 50, Map.of("retention.ms", "3600000", "min.insync.replicas", "2")));
        assertThat(routes.topic("others", all)).isEqualTo(all);
    }

    @Test
    void namesRoutesThatNoEventCanReach() {
        Routes routes = routes(
                List.of(
                        route("order", "Order*", "a"),
                        route("order", "OrderPaid*", "b"),
                        route("invoice*", "", "c"),
                        route("order,invoiceLine", "Order*", "d"),
                        route("order", "*", "e"),
                        route("", "", "f")),
                Map.of("out-orderChanged", new ChannelSettings("g", null)),
                null);

        assertThat(routes.flaws())
                .containsOnlyKeys("relay.routes[1]", "relay.routes[3]", "relay.channels.out-orderChanged");
        assertThat(routes.flaws().get("relay.routes[1]")).contains("no event can reach it");
    }

    @Test
    void namesRoutesWhoseTopicIsCreatedAsAnotherOneSays() {
        RouteSettings first = new RouteSettings(List.of("order"), List.of(), "shop", 3, Map.of(), null);
        RouteSettings second = new RouteSettings(List.of("invoice"), List.of(), "shop", 4, Map.of(), null);
        RouteSettings silent = new RouteSettings(List.of("customer"), List.of(), "shop", null, Map.of(), null);

        assertThat(routes(List.of(first, second, silent), Map.of(), null).flaws())
                .containsOnlyKeys("relay.routes[1]")
                .hasEntrySatisfying("relay.routes[1]", flaw -> assertThat(flaw).contains("same topic"));
        assertThat(routes(List.of(first, first), Map.of(), null).flaws().get("relay.routes[1]"))
                .contains("no event can reach it");
    }

    private static String topic(Routes routes, String aggregateType, String eventType) {
        return routes.of(aggregateType, eventType).topic();
    }

    private static Routes routes(
            List<RouteSettings> routes, Map<String, ChannelSettings> channels, @Nullable String otherwise) {
        return new Routes(new RoutingSettings(routes, channels, otherwise, null));
    }

    private static RouteSettings route(String aggregateTypes, String eventTypes, String destination) {
        return new RouteSettings(types(aggregateTypes), types(eventTypes), destination, null, Map.of(), null);
    }

    private static List<String> types(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}
