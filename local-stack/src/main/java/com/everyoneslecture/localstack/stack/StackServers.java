package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.PostgresSettings;
import com.everyoneslecture.localstack.ServiceServer;
import com.everyoneslecture.localstack.ServiceSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The servers of the system, set up for each other.
 *
 * @param categoryDb also among {@link #all}, as the next two are
 * @param lectureDb the read model's
 * @param kafka the broker
 * @param all each component's server
 */
public record StackServers(
        PostgresServer categoryDb, PostgresServer lectureDb, KafkaServer kafka, Map<ComponentName, LocalServer> all) {

    // Several services share a small machine. C1 and C2 both stay: they serve for hours.
    private static final List<String> SERVICE_JVM =
            List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true");

    public StackServers {
        all = Map.copyOf(all);
    }

    /**
     * Makes the servers; starts none.
     *
     * @param ports of every component; 0 takes some free one
     */
    public static StackServers of(StackLayout layout, Map<ComponentName, Integer> ports, Secrets secrets) {
        PostgresServer categoryDb = postgres(ComponentName.CATEGORY_DB, layout, ports, secrets);
        PostgresServer lectureDb = postgres(ComponentName.LECTURE_DB, layout, ports, secrets);
        KafkaServer kafka = new KafkaServer(new KafkaSettings(
                ComponentName.KAFKA.toString(),
                layout.files(ComponentName.KAFKA),
                ports.getOrDefault(ComponentName.KAFKA, 0),
                Map.of()));

        String categoryUrl = categoryDb.jdbcUrl(Schema.CATEGORY.databaseName());
        LocalServer categoryApp = service(
                ComponentName.CATEGORY_APP,
                layout,
                ports,
                Map.of(
                        "SPRING_DATASOURCE_URL",
                        categoryUrl,
                        "SPRING_DATASOURCE_USERNAME",
                        "category_app",
                        "SPRING_DATASOURCE_PASSWORD",
                        secrets.of("category_app")));
        LocalServer relay = service(
                ComponentName.OUTBOX_RELAY,
                layout,
                ports,
                relayEnvironment(categoryUrl, kafka.bootstrapServers(), secrets));
        LocalServer projector = service(
                ComponentName.LECTURE_PROJECTOR,
                layout,
                ports,
                Map.of(
                        "SPRING_DATASOURCE_URL", lectureDb.jdbcUrl(Schema.LECTURE.databaseName()),
                        "SPRING_DATASOURCE_USERNAME", "lecture_projector",
                        "SPRING_DATASOURCE_PASSWORD", secrets.of("lecture_projector"),
                        "PROJECTOR_KAFKA_BOOTSTRAPSERVERS", kafka.bootstrapServers(),
                        "PROJECTOR_CATEGORYURL", "http://127.0.0.1:" + categoryApp.port()));

        Map<ComponentName, LocalServer> all = new EnumMap<>(ComponentName.class);
        all.put(ComponentName.CATEGORY_DB, categoryDb);
        all.put(ComponentName.LECTURE_DB, lectureDb);
        all.put(ComponentName.KAFKA, kafka);
        all.put(ComponentName.CATEGORY_APP, categoryApp);
        all.put(ComponentName.OUTBOX_RELAY, relay);
        all.put(ComponentName.LECTURE_PROJECTOR, projector);
        return new StackServers(categoryDb, lectureDb, kafka, all);
    }

    /** The relay's configuration. */
    static Map<String, String> relayEnvironment(String categoryUrl, String bootstrapServers, Secrets secrets) {
        return Map.of(
                "RELAY_DATABASE_URL",
                categoryUrl,
                "RELAY_DATABASE_USERNAME",
                "outbox_relay",
                "RELAY_DATABASE_PASSWORD",
                secrets.of("outbox_relay"),
                "RELAY_KAFKA_BOOTSTRAPSERVERS",
                bootstrapServers);
    }

    private static PostgresServer postgres(
            ComponentName name, StackLayout layout, Map<ComponentName, Integer> ports, Secrets secrets) {
        return new PostgresServer(new PostgresSettings(
                name.toString(),
                layout.files(name),
                layout.programs(),
                ports.getOrDefault(name, 0),
                secrets.superuser(name),
                Map.of()));
    }

    private static LocalServer service(
            ComponentName name, StackLayout layout, Map<ComponentName, Integer> ports, Map<String, String> settings) {
        return new ServiceServer(new ServiceSettings(
                name.toString(),
                layout.files(name),
                ports.getOrDefault(name, 0),
                layout.jar(name),
                SERVICE_JVM,
                settings));
    }
}
