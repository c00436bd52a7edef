package com.everyoneslecture.relay.app;

import static com.everyoneslecture.relay.app.BoundProperties.PASSWORD;
import static com.everyoneslecture.relay.app.BoundProperties.bind;
import static com.everyoneslecture.relay.app.BoundProperties.bindAboveFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.relay.routing.ChannelSettings;
import com.everyoneslecture.relay.routing.RouteSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routes and channels, of a file and of the environment. */
class RelayRoutePropertiesTest {

    @Test
    void refusesAChannelThatIsNone() {
        assertThatThrownBy(() -> bind(Map.of(
                        "relay.database.password", "x", "relay.channels.categoryChanged.destination", "categories")))
                .hasMessageContaining("relay.channels[categoryChanged] is not a channel's name: out-<topic>");
    }

    @Test
    void refusesChannelsThatNoEventCanReachAllAtOnceWithTheKeysThatWouldWork() {
        Map<String, Object> settings = new HashMap<>(PASSWORD);
        settings.put("relay.channels[out-orders.events].destination", "orders");
        settings.put("relay.channels.out-Invoice.destination", "invoices");
        settings.put("relay.channels.out-shop-RefundChanged.destination", "refunds");
        settings.put("relay.channels.out-orderChanged.destination", "shop.orders");
        assertThatThrownBy(() -> bind(settings))
                .hasMessageContaining("relay.channels[out-Invoice] receives no event")
                .hasMessageContaining("for the aggregate type 'invoice' it is out-invoiceChanged")
                .hasMessageContaining("relay.channels[out-orders.events] receives no event")
                .hasMessageContaining("for the aggregate type 'orders' it is out-ordersChanged")
                .hasMessageContaining("relay.channels[out-shop-RefundChanged] receives no event")
                .hasMessageNotContaining("relay.channels[out-orderChanged]");
    }

    @Test
    void refusesAChannelOfTheEnvironmentAndNamesTheRoutes() {
        assertThatThrownBy(() -> bind(PASSWORD, Map.of("RELAY_CHANNELS_OUTORDERCHANGED_DESTINATION", "orders")))
                .hasMessageContaining("relay.channels[outorderchanged] is not a channel")
                .hasMessageContaining("RELAY_ROUTES_0_AGGREGATETYPES and RELAY_ROUTES_0_DESTINATION");
        assertThatThrownBy(() -> bind(PASSWORD, Map.of("RELAY_CHANNELS_OUT_ORDERCHANGED_DESTINATION", "orders")))
                .hasMessageContaining("relay.channels.out.orderchanged.destination names no channel")
                .hasMessageContaining("RELAY_ROUTES_0_AGGREGATETYPES and RELAY_ROUTES_0_DESTINATION");
    }

    @Test
    void takesRoutesFromTheEnvironment() throws IOException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("RELAY_ROUTES_0_AGGREGATETYPES", "order,invoice");
        variables.put("RELAY_ROUTES_0_EVENTTYPES", "Order*");
        variables.put("RELAY_ROUTES_0_DESTINATION", "shop.orders");
        variables.put("RELAY_ROUTES_0_PARTITIONS", "3");
        variables.put("RELAY_ROUTES_0_CONFIGURATION_RETENTION_MS", "1000");
        variables.put("RELAY_ROUTES_0_CONTENTTYPE", "application/avro");
        variables.put("RELAY_ROUTES_1_AGGREGATE_TYPES", "customer");
        variables.put("RELAY_ROUTES_1_DESTINATION", "Shop.Customers");
        variables.put("RELAY_OTHERWISE", "halt");
        variables.put("RELAY_CESOURCE", "urn:shop:${aggregateType}");

        RelayProperties bound = bind(PASSWORD, variables);

        assertThat(bound.routes())
                .containsExactly(
                        new RouteSettings(
                                List.of("order", "invoice"),
                                List.of("Order*"),
                                "shop.orders",
                                3,
                                Map.of("retention.ms", "1000"),
                                "application/avro"),
                        new RouteSettings(List.of("customer"), List.of(), "Shop.Customers", null, Map.of(), null));
        assertThat(bound.otherwise()).isEqualTo("halt");
        assertThat(bound.ceSource()).isEqualTo("urn:shop:${aggregateType}");
    }

    @Test
    void refusesRoutesBeyondAGap() {
        assertThatThrownBy(() -> bind(
                        PASSWORD,
                        Map.of("RELAY_ROUTES_0_DESTINATION", "orders", "RELAY_ROUTES_2_DESTINATION", "payments")))
                .hasMessage(
                        "  relay.routes[2].destination is beyond a gap in its list: number the elements from 0 without gaps");
    }

    @Test
    void refusesARouteWithoutADestination() {
        assertThatThrownBy(() -> bind(PASSWORD, Map.of("RELAY_ROUTES_0_AGGREGATETYPES", "order")))
                .hasMessageContaining(
                        "relay.routes[0].destination is missing: the topic that the route's events go to");
    }

    @Test
    void letsTheEnvironmentChangeAChannelOfAFile() throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("relay.channels.out-orderChanged.destination", "orders");
        for (String variable :
                List.of("RELAY_CHANNELS_OUTORDERCHANGED_DESTINATION", "RELAY_CHANNELS_OUT_ORDERCHANGED_DESTINATION")) {
            assertThat(bindAboveFile(settings, Map.of(variable, "shop.orders", "RELAY_DATABASE_PASSWORD", "x"))
                            .channels())
                    .as(variable)
                    .containsEntry("out-orderChanged", new ChannelSettings("shop.orders", null))
                    .doesNotContainKey("outorderchanged");
        }
    }
}
