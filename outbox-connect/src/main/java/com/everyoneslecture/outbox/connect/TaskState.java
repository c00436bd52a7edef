package com.everyoneslecture.outbox.connect;

import com.everyoneslecture.relay.report.RelayListener;
import com.everyoneslecture.relay.report.RelayState;
import com.everyoneslecture.relay.report.RelayState.Halted;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a halt of the relay into a failure of the task. Kafka Connect shows the failure with its cause until an
 * operator restarts the task. The task keeps running during transient failures, which the relay retries.
 *
 * <p>Thread-safe.
 */
final class TaskState implements RelayListener {

    private volatile @Nullable Halted halted;

    @Override
    public void stateChanged(RelayState state) {
        if (state instanceof Halted halt) {
            halted = halt;
        }
    }

    /**
     * Checks that the relay has not halted.
     *
     * @throws ConnectException with the cause and the remedy, if it has
     */
    void requireNotHalted() {
        Halted halt = halted;
        if (halt != null) {
            throw new ConnectException(halt.cause() + " — to do: " + halt.remedy() + ", then restart the task");
        }
    }
}
