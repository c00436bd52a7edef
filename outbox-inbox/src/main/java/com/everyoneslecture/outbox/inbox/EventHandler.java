package com.everyoneslecture.outbox.inbox;

import java.sql.Connection;
import org.apiguardian.api.API;

/**
 * Applies one event to the consumer's own database.
 *
 * <p><b>Commit point:</b> the commit of the transaction that the connection is in. It contains the handler's changes, the guard
 * against repetitions and the stored offset. A crash, an exception or a lost partition before it leaves none of them, and the
 * event is passed to the handler again. So a handler must keep its effects inside that transaction: other effects can happen
 * more than once.
 *
 * <p><b>Threads:</b> the thread of one topic calls it, one event at a time; {@link ParkedKeys#retry} calls it on the caller's thread.
 * A handler of several topics must be safe for that many threads.
 */
@API(status = API.Status.STABLE)
@FunctionalInterface
public interface EventHandler {

    /**
     * Applies the event.
     *
     * @param connection in a transaction, not in auto-commit mode; do not commit, roll back or close it, and do not keep it
     * @throws Exception any failure; the transaction is rolled back. A lost connection, a deadlock and other failures of the database
     *     that pass by themselves are retried without limit; every other failure counts as an attempt ({@link InboxBuilder#attempts}),
     *     and so does an {@link Error}, except those of the virtual machine such as an {@link OutOfMemoryError}: they end the topic's
     *     thread
     */
    void handle(ReceivedEvent event, Connection connection) throws Exception;
}
