package com.everyoneslecture.relay.operations;

import com.everyoneslecture.outbox.service.body.BodyLimit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;

/** Registers the HTTP endpoints of {@link Operations}. */
@Configuration(proxyBeanMethods = false)
@Import({OperationsController.class, OperationsProblems.class})
public class OperationsConfiguration {

    private static final String[] ADDRESSES = {OperationsController.PATH, OperationsController.PATH + "/*"};

    @Bean
    FilterRegistrationBean<OperationsFilter> admission(ObjectProvider<OperationsSettings> settings) {
        FilterRegistrationBean<OperationsFilter> admission =
                new FilterRegistrationBean<>(new OperationsFilter(settings::getObject));
        admission.addUrlPatterns(ADDRESSES);
        // Before the limit of bodies: a request that is not let in gets no other answer.
        admission.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return admission;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit() {
        return BodyLimit.of(Bodies.MAXIMUM_BYTES, ADDRESSES);
    }

    @Bean
    End endOfOperations(Operations operations) {
        return new End(operations);
    }

    /** Ends the running requests before the server waits for them, so that they do not delay the relay's stop. */
    record End(Operations operations) {

        @EventListener(ContextClosedEvent.class)
        void stop() {
            operations.stop();
        }
    }
}
