package com.everyoneslecture.outbox.service.request;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;

/**
 * Adds the valves of this package before those of a service, which see well-formed requests only.
 *
 * @param threads the most that the web server has
 */
@Order(0)
record RequestValves(int threads) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new ThreadReserve(threads), new PlainRequests());
    }
}
