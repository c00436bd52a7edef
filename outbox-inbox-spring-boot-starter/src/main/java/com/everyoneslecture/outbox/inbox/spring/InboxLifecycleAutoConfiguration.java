package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.Inbox;
import org.apiguardian.api.API;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Starts and stops the inbox with the service, whether the starter or the service has defined it. */
@API(status = API.Status.INTERNAL)
@AutoConfiguration(after = InboxAutoConfiguration.class)
public class InboxLifecycleAutoConfiguration {

    @Bean
    @ConditionalOnSingleCandidate(Inbox.class)
    InboxLifecycle inboxLifecycle(Inbox inbox) {
        return new InboxLifecycle(inbox);
    }
}
