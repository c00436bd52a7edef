package shop;

import com.everyoneslecture.outbox.test.RelayServers;
import java.net.URI;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the example until Ctrl-C. A service in production has servers of its own; these are those of the tests. */
public final class RunExample {

    private RunExample() {}

    /** Starts everything, and prints how to reach it. */
    public static void main(String[] arguments) {
        System.out.println("PostgreSQL, Kafka, the relay and the service start; this takes some ten seconds.");
        RelayServers servers = ShopServers.start();
        try {
            ConfigurableApplicationContext shop = ShopServers.shop(
                    servers, List.of("--logging.file.name=target/shop.log", "--logging.threshold.console=off"));
            System.out.println(directions(servers, shop.getBean(ShopApi.class).port()));
        } catch (RuntimeException e) {
            System.err.println("The service did not start. Its log is examples/orders/target/shop.log.");
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                System.err.println("  " + cause.getMessage());
            }
            System.exit(1);
        }
    }

    private static String directions(RelayServers servers, int port) {
        URI database = URI.create(servers.jdbcUrl().substring("jdbc:".length()));
        return """

                service     http://127.0.0.1:%1$s, log in examples/orders/target/shop.log
                relay       http://127.0.0.1:%2$s/actuator/health/readiness
                Kafka       %3$s, topics orders and payments
                PostgreSQL  %4$s:%5$s, database %6$s, schema shop

                In another terminal, in the root of the repository:

                  shop=http://127.0.0.1:%1$s
                  export PGHOST=%4$s PGPORT=%5$s PGDATABASE=%6$s PGUSER=%7$s PGPASSWORD=%8$s
                  export KAFKA=%3$s

                  curl -X PUT $shop/orders/4711 -d '{"item":"book","amountCents":1500}'
                  curl -X POST $shop/orders/4711/payments -d '{"amountCents":1500,"tenant":"acme"}'
                  curl $shop/orders
                  curl -X DELETE $shop/orders/4711
                  curl $shop/mails
                  curl -X POST $shop/orders/99/payments -d '{"amountCents":2500,"tenant":"acme"}'
                  curl $shop/parked
                  examples/orders/import.sh 99 lamp 2500
                  curl -X POST $shop/parked/99/retry

                examples/orders/README.md explains each line. Ctrl-C ends everything.
                """.formatted(
                        port,
                        servers.relayPort(),
                        servers.bootstrapServers(),
                        database.getHost(),
                        database.getPort(),
                        database.getPath().substring(1),
                        servers.writer(),
                        servers.writerPassword());
    }
}
