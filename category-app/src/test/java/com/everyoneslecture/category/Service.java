package com.everyoneslecture.category;

import java.util.Map;
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

    /** Starts it with these settings, which are stronger than those of its configuration file. */
    public static Service start(Map<String, Object> settings) {
        return new Service(new SpringApplicationBuilder(CategoryApplication.class)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", settings)))
                .run("--server.port=0"));
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
