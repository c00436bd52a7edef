package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.CategoryProperties;
import com.everyoneslecture.outbox.service.body.BodyLimit;
import com.everyoneslecture.outbox.service.guard.BrowserFilter;
import com.everyoneslecture.outbox.service.guard.BrowserGuard;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(CategoryProperties properties) {
        return BodyLimit.of(properties.maxBodyBytes(), "/*");
    }

    @Bean
    FilterRegistrationBean<BrowserFilter> hostFilter(CategoryProperties properties) {
        return BrowserFilter.ofNames(new BrowserGuard("service", "category.hosts", properties.hosts()));
    }

    /** Waits 0.5 s instead of 5 s for Tomcat's threads, because running requests had time to end before. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> promptStop() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (!connector.setProperty("executorTerminationTimeoutMillis", "500")) {
                throw new IllegalStateException("Tomcat no longer knows executorTerminationTimeoutMillis");
            }
        });
    }
}
