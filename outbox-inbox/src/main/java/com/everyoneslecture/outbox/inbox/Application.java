package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Applies one event in an open transaction: chooses the handler, checks the guard, calls the handler. */
final class Application {

    private final Handlers handlers;
    private final EventGuard guard;

    Application(Handlers handlers, EventGuard guard) {
        this.handlers = handlers;
        this.guard = guard;
    }

    /** The result for one event. */
    enum Result {
        APPLIED,
        ALREADY_APPLIED,
        IGNORED
    }

    /** @throws HandlerException if the handler fails */
    Result apply(Connection connection, ConsumerRecord<byte[], byte[]> record) throws Exception {
        ReceivedEvent event = ReceivedEvent.of(record);
        EventHandler handler = handlers.of(event);
        if (handler == null) {
            return Result.IGNORED;
        }
        if (!guard.admits(connection, event)) {
            return Result.ALREADY_APPLIED;
        }
        try {
            handler.handle(event, connection);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            if (FatalErrors.include(e)) {
                throw e;
            }
            throw new HandlerException(e);
        }
        return Result.APPLIED;
    }
}
