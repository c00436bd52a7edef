package com.everyoneslecture.outbox.service.request;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Adds the valves of this package to the web server of each service. */
@AutoConfiguration
public class RequestAutoConfiguration {

    private static final int DEFAULT_THREADS = 200;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestValves(Environment environment) {
        int threads = environment.getProperty("server.tomcat.threads.max", Integer.class, DEFAULT_THREADS);
        return factory -> factory.addEngineValves(new ThreadReserve(threads), new PlainRequests());
    }
}
