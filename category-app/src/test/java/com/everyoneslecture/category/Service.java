package com.everyoneslecture.category;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A service of one test, started as by its main method, on a free port. */
public final class Service implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Http http;

    private Service(ConfigurableApplicationContext context) {
        this.context = context;
        this.http = new Http(Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
    }

    /**
     * Starts the service with these settings, which override those of its configuration file.
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

    /** Stops the service as SIGTERM does. */
    @Override
    public void close() {
        context.close();
    }
}
