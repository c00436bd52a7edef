package com.everyoneslecture.outbox.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Appends every published {@link OutboxEvent}. It always exists: an event that cannot be appended because something is missing must
 * fail its publisher, not vanish.
 */
final class OutboxEventListener implements ApplicationListener<ApplicationEvent> {

    private final ClassValue<Entry> events = new ClassValue<>() {
        @Override
        protected Entry computeValue(Class<?> event) {
            return new Entry(AnnotatedEvent.of(event));
        }
    };

    private final ObjectProvider<TransactionalOutbox> outbox;
    private final ObjectProvider<EventSerializer> serializer;

    OutboxEventListener(ObjectProvider<TransactionalOutbox> outbox, ObjectProvider<EventSerializer> serializer) {
        this.outbox = outbox;
        this.serializer = serializer;
    }

    private record Entry(@Nullable AnnotatedEvent event) {}

    /** Always on the publisher's thread, which has the transaction, even where the application's listeners run on others. */
    @Override
    public boolean supportsAsyncExecution() {
        return false;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent published) {
        // Spring wraps an object that is no ApplicationEvent.
        Object event = published instanceof PayloadApplicationEvent<?> wrapper ? wrapper.getPayload() : published;
        try {
            AnnotatedEvent annotated = events.get(event.getClass()).event();
            if (annotated != null) {
                EventSerializer writer = serializer(serializer);
                outbox(outbox).append(annotated.newEvent(event, writer.serialize(event), writer.contentType(event)));
            }
        } catch (RuntimeException | Error e) {
            // The publisher, or an ErrorHandler of the application, may catch it.
            RejectedTransaction.of(e);
            throw e;
        }
    }

    static EventSerializer serializer(ObjectProvider<EventSerializer> bean) {
        return required(bean, "no JSON mapper of Jackson, or several: define a bean of the type EventSerializer");
    }

    static TransactionalOutbox outbox(ObjectProvider<TransactionalOutbox> bean) {
        return required(
                bean, "no DataSource, or several: define a bean of the type TransactionalOutbox for one of them");
    }

    private static <T> T required(ObjectProvider<T> bean, String otherwise) {
        T only = bean.getIfUnique();
        if (only == null) {
            throw new IllegalStateException(
                    "An event for the outbox was published and cannot be appended. The application has " + otherwise
                            + ".");
        }
        return only;
    }
}
