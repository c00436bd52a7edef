package announcements;

import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.Message;
import org.springframework.util.backoff.FixedBackOff;

/** The service. {@code application.properties} binds the function {@code categoryChanged} to the topic. */
@SpringBootApplication
public class AnnouncementsApplication {

    private static final long RETRY_MILLIS = 1000;

    /** Starts the service; it ends with Ctrl-C. */
    public static void main(String[] arguments) {
        SpringApplication.run(AnnouncementsApplication.class, arguments);
    }

    /** Takes the events of one partition one by one, in their order. Its offset is committed after it returns. */
    @Bean
    Consumer<Message<CategoryChanged>> categoryChanged(Announcements announcements) {
        return event -> announcements.announce(Texts.of(event));
    }

    @Bean
    @ConditionalOnMissingBean
    Announcements announcements() {
        return System.out::println;
    }

    /**
     * An event whose announcement fails is retried until it succeeds; the later events of its partition wait. Without this, the binder
     * tries three times, logs the failure, and skips the event. A record that cannot be decoded is skipped at once, and logged.
     */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> retryForEver() {
        return (container, destination, group) -> {
            container.setCommonErrorHandler(
                    new DefaultErrorHandler(new FixedBackOff(RETRY_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
            // The marker at the end of a transaction has an offset, too: without this, the lag would never become 0.
            container.getContainerProperties().setFixTxOffsets(true);
        };
    }
}
