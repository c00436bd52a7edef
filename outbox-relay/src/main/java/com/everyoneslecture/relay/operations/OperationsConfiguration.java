package com.everyoneslecture.relay.operations;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts {@link Operations}, which somebody else makes, on the relay's port. */
@Configuration(proxyBeanMethods = false)
@Import({OperationsController.class, Problems.class})
public class OperationsConfiguration {

    @Bean
    FilterRegistrationBean<Admission> admission(
            ObjectProvider<OperationsSettings> settings,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> problems) {
        FilterRegistrationBean<Admission> admission =
                new FilterRegistrationBean<>(new Admission(settings::getObject, problems::getObject));
        admission.addUrlPatterns(OperationsController.PATH, OperationsController.PATH + "/*");
        return admission;
    }

    @Bean
    End endOfOperations(Operations operations) {
        return new End(operations);
    }

    /** Does not keep the relay from stopping: before the server waits for the requests in hand, they are told to end. */
    record End(Operations operations) {

        @EventListener(ContextClosedEvent.class)
        void stop() {
            operations.stop();
        }
    }
}
