package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.NewEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.RoutingTarget;

/**
 * Appends the events that Spring Modulith externalizes. The target is the aggregate type, the key is the aggregate id, the version
 * comes from the table, and payload and headers are those of Modulith's configuration.
 *
 * <p>An {@link OutboxEvent} is left to {@link OutboxEventListener}.
 */
final class ExternalizedEventListener implements ApplicationListener<PayloadApplicationEvent<?>> {

    private static final SpelExpressionParser EXPRESSIONS = new SpelExpressionParser();

    private final EventExternalizationConfiguration externalization;
    private final ObjectProvider<TransactionalOutbox> outbox;
    private final ObjectProvider<EventSerializer> serializer;

    ExternalizedEventListener(
            EventExternalizationConfiguration externalization,
            ObjectProvider<TransactionalOutbox> outbox,
            ObjectProvider<EventSerializer> serializer) {
        this.externalization = externalization;
        this.outbox = outbox;
        this.serializer = serializer;
    }

    /** Always on the publisher's thread, which has the transaction, even where the application's listeners run on others. */
    @Override
    public boolean supportsAsyncExecution() {
        return false;
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<?> published) {
        try {
            append(published.getPayload());
        } catch (RuntimeException | Error e) {
            // The publisher, or an ErrorHandler of the application, may catch it.
            RejectedTransaction.of(e);
            throw e;
        }
    }

    private void append(Object event) {
        if (!externalization.supports(event) || AnnotatedEvent.isAnnotated(event.getClass())) {
            return;
        }
        RoutingTarget target = externalization.determineTarget(event);
        Object mapped = externalization.map(event);
        EventSerializer writer = OutboxEventListener.serializer(serializer);
        String aggregateId = evaluated(target.getKey(), mapped);
        if (aggregateId == null) {
            throw new IllegalStateException("The externalized event "
                    + event.getClass().getName()
                    + " has no key, which becomes its aggregate id: name one after the target, as in"
                    + " @Externalized(\"order::#{orderId()}\").");
        }
        NewEvent.Builder appended = NewEvent.builder(String.valueOf(evaluated(target.getTarget(), mapped)), aggregateId)
                .versionFromTable()
                .type(event.getClass().getSimpleName())
                .payload(writer.serialize(mapped))
                .contentType(writer.contentType(mapped));
        headers(event, mapped).forEach((name, value) -> appended.header(name, String.valueOf(value)));
        OutboxEventListener.outbox(outbox).append(appended.build());
    }

    /** Those that Modulith's configuration has for the event, and for what that is mapped to. */
    private Map<String, Object> headers(Object event, Object mapped) {
        Map<String, Object> headers = new LinkedHashMap<>(externalization.getHeadersFor(event));
        if (!mapped.equals(event)) {
            headers.putAll(externalization.getHeadersFor(mapped));
        }
        return headers;
    }

    /** Returns the value of a text with expressions, which are of the mapped event, as those of Modulith's own externalizers. */
    private static @Nullable String evaluated(@Nullable String text, Object mapped) {
        return text == null || !text.contains("#{")
                ? text
                : EXPRESSIONS.parseExpression(text, new TemplateParserContext()).getValue(mapped, String.class);
    }
}
