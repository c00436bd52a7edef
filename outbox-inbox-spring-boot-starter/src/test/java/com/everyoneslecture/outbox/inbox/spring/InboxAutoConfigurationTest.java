package com.everyoneslecture.outbox.inbox.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.InboxBuilder;
import com.everyoneslecture.outbox.inbox.ParkedKeys;
import com.everyoneslecture.outbox.inbox.Projection;
import com.everyoneslecture.outbox.inbox.ProjectionResult;
import com.everyoneslecture.outbox.inbox.ReceivedEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

class InboxAutoConfigurationTest {

    private final ApplicationContextRunner withoutDataSource = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    InboxAutoConfiguration.class,
                    InboxActuatorAutoConfiguration.class,
                    InboxLifecycleAutoConfiguration.class))
            .withPropertyValues("inbox.topics=orders", "inbox.kafka.bootstrap.servers=localhost:1");

    private final ApplicationContextRunner service =
            withoutDataSource.withBean(DataSource.class, PGSimpleDataSource::new);

    static class Right {
        @InboxHandler(type = "orders.OrderPlaced")
        void on(ReceivedEvent event) {}
    }

    interface Stock {}

    static class OfStock implements Stock {
        @InboxHandler(type = "orders.OrderReturned")
        void on(ReceivedEvent event) {}
    }

    /** The inbox is made before the bean that is declared by its interface. */
    @Configuration(proxyBeanMethods = false)
    static class ByInterface {

        @Bean
        Optional<Inbox> needsTheInbox(Inbox inbox) {
            return Optional.of(inbox);
        }

        @Bean
        Stock stock() {
            return new OfStock();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Scoped {

        @Bean
        @Scope(value = BeanDefinition.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
        OfStock stock() {
            return new OfStock();
        }
    }

    static class Wrong {
        @InboxHandler(type = "orders.OrderPlaced")
        void on(String payload) {}
    }

    @Test
    void makesNoInboxWithoutAGroup() {
        service.withBean(Right.class).run(context -> assertThat(context).doesNotHaveBean(Inbox.class));
    }

    @Test
    void makesAnInboxWithItsParkedKeysForAnAnnotatedMethod() {
        service.withBean(Right.class)
                .withPropertyValues("inbox.group=shipping")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Inbox.class)
                        .hasSingleBean(ParkedKeys.class)
                        .hasBean("inboxEndpoint")
                        .hasBean("inboxHealthIndicator"));
    }

    @Test
    void startsAndShowsAnInboxThatTheServiceHasDefined() {
        service.withBean("own", Inbox.class, InboxAutoConfigurationTest::own)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(InboxLifecycle.class)
                        .hasBean("inboxHealthIndicator")
                        .hasBean("inboxThreadsHealthIndicator")
                        .hasSingleBean(InboxEndpoint.class));
    }

    @Test
    void startsAnInboxThatTheServiceHasDefinedWithAProjectionAndParksNoKeys() {
        service.withBean("own", Inbox.class, InboxAutoConfigurationTest::ofProjection)
                .withPropertyValues("inbox.group=shipping")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(InboxLifecycle.class);
                    assertThat(context.getBean(InboxEndpoint.class).describe().parked())
                            .isEmpty();
                    assertThatThrownBy(() -> context.getBean(ParkedKeys.class))
                            .rootCause()
                            .hasMessageContaining("parks no keys");
                });
    }

    @Test
    void leavesSeveralInboxesToTheService() {
        service.withPropertyValues("inbox.group=shipping")
                .withBean("one", Inbox.class, InboxAutoConfigurationTest::own)
                .withBean("two", Inbox.class, InboxAutoConfigurationTest::own)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(InboxLifecycle.class)
                        .doesNotHaveBean(InboxHealthIndicator.class)
                        .doesNotHaveBean(InboxEndpoint.class)
                        .doesNotHaveBean(ParkedKeys.class));
    }

    @Test
    void failsToStartWithoutAHandler() {
        service.withPropertyValues("inbox.group=shipping")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("a handler is missing"));
    }

    @Test
    void failsToStartWithAMethodOfOtherParameters() {
        service.withBean(Wrong.class)
                .withPropertyValues("inbox.group=shipping")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("must have the parameters"));
    }

    @Test
    void failsToStartWithAHandlerThatItsBeanDoesNotDeclare() {
        service.withUserConfiguration(ByInterface.class)
                .withBean(Right.class)
                .withPropertyValues("inbox.group=shipping")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("OfStock.on")
                        .hasMessageContaining("declare the class as the return type of the @Bean method"));
    }

    @Test
    void startsWithAHandlerBehindAScopedProxy() {
        service.withUserConfiguration(Scoped.class)
                .withPropertyValues("inbox.group=shipping")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Inbox.class));
    }

    @Test
    void failsToStartWithoutTheDataSource() {
        withoutDataSource
                .withBean(Right.class)
                .withPropertyValues("inbox.group=shipping")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("no DataSource"));
    }

    @Test
    void failsToStartWithSeveralDataSourcesUnlessTheServiceDefinesTheInbox() {
        ApplicationContextRunner several = service.withBean("second", DataSource.class, PGSimpleDataSource::new)
                .withBean(Right.class)
                .withPropertyValues("inbox.group=shipping");

        several.run(context -> assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("inbox.group is set")
                .hasMessageContaining("@Primary"));
        several.withBean("own", Inbox.class, InboxAutoConfigurationTest::own)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Inbox.class));
    }

    @Test
    void failsToStartWithSeveralTransactionManagersUnlessOneIsNamed() {
        ApplicationContextRunner several = service.withBean(
                        "first",
                        PlatformTransactionManager.class,
                        () -> new JdbcTransactionManager(new PGSimpleDataSource()))
                .withBean(
                        "second",
                        PlatformTransactionManager.class,
                        () -> new JdbcTransactionManager(new PGSimpleDataSource()))
                .withBean(Right.class)
                .withPropertyValues("inbox.group=shipping");

        several.run(context -> assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("inbox.transaction-manager")
                .hasMessageContaining("first, second"));
        several.withPropertyValues("inbox.transaction-manager=second")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Inbox.class));
        several.withPropertyValues("inbox.transaction-manager=third")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("'third' is not a transaction manager"));
    }

    /** A context may be paused between tests, or restored from a checkpoint. */
    @Test
    void readsAgainAfterTheContextWasStoppedAndStarted() {
        service.withBean(Right.class).withPropertyValues("inbox.group=shipping").run(context -> {
            Inbox inbox = context.getBean(Inbox.class);
            assertThat(inbox.isAlive()).isTrue();
            context.stop();
            assertThat(inbox.isAlive()).isFalse();
            context.start();
            assertThat(inbox.isAlive()).isTrue();
        });
    }

    @Test
    void describesEverySettingToEditors() throws IOException {
        String metadata;
        try (InputStream file = Objects.requireNonNull(
                InboxProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            metadata = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(Arrays.stream(InboxProperties.class.getRecordComponents()).map(RecordComponent::getName))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(metadata)
                        .contains("\"inbox." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
    }

    private static Inbox own() {
        return builder().on("orders.OrderPlaced", (event, connection) -> {}).build();
    }

    private static Inbox ofProjection() {
        return builder().projection(new NoProjection()).build();
    }

    private static InboxBuilder builder() {
        return Inbox.builder()
                .dataSource(new PGSimpleDataSource())
                .kafka(Map.of("bootstrap.servers", "localhost:1"))
                .group("own")
                .topics("orders");
    }

    /** Ignores every record. */
    private static final class NoProjection implements Projection<String> {

        @Override
        public @Nullable String decode(ConsumerRecord<byte[], byte[]> record) {
            return null;
        }

        @Override
        public ProjectionResult apply(Connection connection, List<String> events) {
            throw new AssertionError("there is no event to apply");
        }
    }
}
