package shop;

import com.everyoneslecture.outbox.test.RelayServers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** PostgreSQL, Kafka and the relay of the example, and the service beside them. */
final class ShopServers {

    private ShopServers() {}

    /** Starts the servers. The relay's routes send orders and payments to a topic each; it halts at any other aggregate. */
    static RelayServers start() {
        return RelayServers.builder()
                .outbox("shop.events")
                .writer("shop_app")
                .script(Path.of("shop.sql"))
                .relay("RELAY_ROUTES_0_AGGREGATETYPES", "order")
                .relay("RELAY_ROUTES_0_DESTINATION", "orders")
                .relay("RELAY_ROUTES_1_AGGREGATETYPES", "payment")
                .relay("RELAY_ROUTES_1_DESTINATION", "payments")
                .relay("RELAY_OTHERWISE", "halt")
                .start();
    }

    /**
     * Starts the service in this JVM.
     *
     * @param more further arguments, such as {@code --shop.port=0}
     */
    static ConfigurableApplicationContext shop(RelayServers servers, List<String> more) {
        Stream<String> addresses = Stream.of(
                "--spring.datasource.url=" + servers.jdbcUrl(),
                "--spring.datasource.password=" + servers.writerPassword(),
                "--shop.kafka=" + servers.bootstrapServers());
        return SpringApplication.run(
                ShopApplication.class, Stream.concat(addresses, more.stream()).toArray(String[]::new));
    }
}
