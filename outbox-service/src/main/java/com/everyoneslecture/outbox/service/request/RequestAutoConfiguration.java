package com.everyoneslecture.outbox.service.request;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.FormContentFilter;

/** Adds the valves of this package to the web server of each service, and disables the filter for forms. */
@AutoConfiguration(after = WebMvcAutoConfiguration.class)
public class RequestAutoConfiguration {

    private static final int DEFAULT_THREADS = 200;

    @Bean
    RequestValves requestValves(Environment environment) {
        return new RequestValves(environment.getProperty("server.tomcat.threads.max", Integer.class, DEFAULT_THREADS));
    }

    /** No resource accepts a form, and a malformed one in a PUT, a PATCH or a DELETE would cause a failure of the service. */
    @Bean
    @ConditionalOnBean(FormContentFilter.class)
    FilterRegistrationBean<FormContentFilter> noForms(FormContentFilter forms) {
        FilterRegistrationBean<FormContentFilter> disabled = new FilterRegistrationBean<>(forms);
        disabled.setEnabled(false);
        return disabled;
    }
}
