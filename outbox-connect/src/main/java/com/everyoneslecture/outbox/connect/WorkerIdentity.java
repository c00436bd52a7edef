package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.outbox.capture.slot.PrerequisiteException;
import com.everyoneslecture.outbox.kafka.Answers;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * The transactional id under which the worker publishes for this task. The ledger contains it, so that a relay that
 * takes over the slot can fence a frozen worker.
 *
 * @param transactionalId as Kafka Connect derives it from its group, the connector and the task
 */
record WorkerIdentity(String transactionalId) {

    static WorkerIdentity of(String group, String connector) {
        // The only task has the number 0.
        return new WorkerIdentity(group + "-" + connector + "-0");
    }

    /**
     * Checks that a producer with this id exists: the worker initializes it before it starts the task.
     *
     * @param patience the maximum time to wait for the brokers
     * @throws PrerequisiteException if there is none
     * @throws KafkaException if the brokers do not respond in time, or reject the request
     * @throws InterruptedException if the thread was interrupted
     */
    void require(Admin admin, Duration patience) throws InterruptedException {
        try {
            Answers.await(admin.describeTransactions(List.of(transactionalId)).all(), patience);
        } catch (TransactionalIdNotFoundException e) {
            throw new PrerequisiteException(
                    "there is no producer with the transactional id '" + transactionalId
                            + "', so this worker publishes under another id, or without transactions",
                    "set " + ConnectorKeys.GROUP + " to the group.id of the workers, and"
                            + " exactly.once.source.support=enabled in the workers' configuration; if both are right, the id has"
                            + " expired while this task stood by (transactional.id.expiration.ms of the brokers): restart the task");
        }
    }
}
