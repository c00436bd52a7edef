package com.everyoneslecture.outbox.spring;

import org.apiguardian.api.API;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.events.EventExternalizationConfiguration;

/**
 * Lets a service with Spring Modulith externalize its events through the outbox:
 * {@code spring.modulith.events.externalization.mode=outbox}.
 */
@API(status = API.Status.INTERNAL)
@AutoConfiguration(
        after = OutboxAutoConfiguration.class,
        afterName = "org.springframework.modulith.events.config.EventExternalizationAutoConfiguration")
@ConditionalOnClass(EventExternalizationConfiguration.class)
@ConditionalOnProperty(name = "spring.modulith.events.externalization.mode", havingValue = "outbox")
public class ExternalizationAutoConfiguration {

    @Bean
    @ConditionalOnBean(EventExternalizationConfiguration.class)
    @ConditionalOnMissingBean
    static ExternalizedEventListener externalizedEventListener(
            EventExternalizationConfiguration externalization,
            ObjectProvider<TransactionalOutbox> outbox,
            ObjectProvider<EventSerializer> serializer) {
        return new ExternalizedEventListener(externalization, outbox, serializer);
    }
}
