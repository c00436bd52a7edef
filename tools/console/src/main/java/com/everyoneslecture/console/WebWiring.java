package com.everyoneslecture.console;

import com.everyoneslecture.console.gateway.FrontDoor;
import com.everyoneslecture.console.guard.RequestGuard;
import com.everyoneslecture.console.proxy.ProxyValve;
import com.everyoneslecture.console.proxy.TrustedProxies;
import com.everyoneslecture.console.rest.SessionApi.Session;
import com.everyoneslecture.outbox.service.body.BodyLimit;
import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.apache.catalina.session.StandardManager;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The filters and valves that a request passes, and the services behind the front door. */
@Configuration(proxyBeanMethods = false)
class WebWiring {

    private static final int TOKEN_BYTES = 24;
    private static final int MOST_SESSIONS = 2_000;

    /** Adds the valve behind the one that rejects malformed headers. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> proxyValve(ConsoleProperties properties) {
        ConsoleProperties.Proxy proxy = properties.proxy();
        ProxyValve valve = new ProxyValve(proxies(proxy), proxy.headers());
        return factory -> factory.addEngineValves(valve);
    }

    private static TrustedProxies proxies(ConsoleProperties.Proxy proxy) {
        try {
            return TrustedProxies.of(proxy.addresses());
        } catch (IllegalArgumentException e) {
            throw new WrongConfigurationException(Map.of("console.proxy.addresses", String.valueOf(e.getMessage())));
        }
    }

    /** A login through a provider starts with a session. The limit keeps a client that starts many logins from filling the memory. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedSessions() {
        return factory -> factory.addContextCustomizers(context -> {
            StandardManager sessions = new StandardManager();
            sessions.setMaxActiveSessions(MOST_SESSIONS);
            context.setManager(sessions);
        });
    }

    /** Handles {@code X-Forwarded-Prefix}, the only header of its kind that the valve leaves. */
    @Bean
    FilterRegistrationBean<ForwardedHeaderFilter> prefix() {
        FilterRegistrationBean<ForwardedHeaderFilter> prefix =
                new FilterRegistrationBean<>(new ForwardedHeaderFilter());
        prefix.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return prefix;
    }

    @Bean
    Session session(ConsoleProperties properties) {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return new Session(
                properties.demonstration().enabled(),
                HexFormat.of().formatHex(token),
                properties.topic(),
                properties.group(),
                properties.slot(),
                properties.logCommand());
    }

    @Bean
    FilterRegistrationBean<RequestGuard> requestGuard(ConsoleProperties properties, Session session) {
        FilterRegistrationBean<RequestGuard> guard =
                new FilterRegistrationBean<>(new RequestGuard(properties.hosts(), session.token()));
        guard.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return guard;
    }

    /** The relay accepts bodies of at most this size from the API. */
    @Bean
    FilterRegistrationBean<BodyLimit> apiBodyLimit() {
        return BodyLimit.of(64 * 1_024, "/api/*");
    }

    /** The largest limit that category-app can be configured with. */
    @Bean
    FilterRegistrationBean<BodyLimit> frontDoorBodyLimit() {
        return BodyLimit.of(1_024 * 1_024, "/category/*", "/lecture/*");
    }

    /** HTTP/1.1, because the services have HTTP/2 switched off. By default the client requests an upgrade to HTTP/2 with each request. */
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> frontDoorHttpVersion() {
        return builder -> builder.withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1));
    }

    @Bean
    RouterFunction<ServerResponse> categoryDoor(ConsoleProperties properties) {
        return FrontDoor.to("category-app", "/category", properties.category());
    }

    @Bean
    RouterFunction<ServerResponse> lectureDoor(ConsoleProperties properties) {
        return FrontDoor.to("lecture-projector", "/lecture", properties.lecture());
    }
}
