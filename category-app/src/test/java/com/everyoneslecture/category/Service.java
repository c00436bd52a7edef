package com.everyoneslecture.category;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A service of a test's own, started as its main method starts it, on a free port. */
public final class Service implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Http http;

    private Service(ConfigurableApplicationContext context) {
        this.context = context;
        this.http = new Http(Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
    }

    /**
     * Starts it with these settings, which are stronger than those of its configuration file.
     *
     * @param arguments further settings, such as {@code --a.b=c}, for those that count before the service starts, as those of its log
     */
    public static Service start(Map<String, Object> settings, String... arguments) {
        return new Service(new SpringApplicationBuilder(CategoryApplication.class)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", settings)))
                .run(Stream.concat(Stream.of("--server.port=0"), Stream.of(arguments))
                        .toArray(String[]::new)));
    }

    public Http http() {
        return http;
    }

    /** Stops it as SIGTERM does. */
    @Override
    public void close() {
        context.close();
    }
}
