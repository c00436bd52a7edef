package com.everyoneslecture.relay.engine;

import com.everyoneslecture.outbox.capture.slot.SlotObstacles;
import com.everyoneslecture.outbox.capture.slot.SlotObstacles.Obstacle;
import com.everyoneslecture.outbox.capture.slot.Standbys.Standby;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs, once, that the ledger has not been trimmed for 5 minutes, with the transaction or standby that is the cause.
 * Used by one thread.
 */
final class TrimWatch {

    private static final Logger LOG = LoggerFactory.getLogger(TrimWatch.class);

    /** The server moves a slot's restart position about every 15 s; a few of those may pass without an event. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SlotObstacles obstacles;
    private boolean reported;

    TrimWatch(SlotObstacles obstacles) {
        this.obstacles = obstacles;
    }

    /**
     * Logs the cause, if there is one.
     *
     * @param waiting the time for which the ledger has been waiting to be trimmed
     * @throws SQLException if the server is unreachable
     */
    void observe(Duration waiting) throws SQLException {
        if (waiting.compareTo(PATIENCE) < 0) {
            reported = false;
        } else if (!reported) {
            // Without a cause there is nothing to report: on an idle server no position moves, and no log accumulates.
            Obstacle oldest = obstacles.find().stream().findFirst().orElse(null);
            Standby behind = obstacles.standbyBehind().orElse(null);
            if (oldest != null) {
                report(
                        waiting,
                        "an old transaction holds back the slot's restart position",
                        oldest.description(),
                        oldest.remedy());
            } else if (behind != null) {
                report(
                        waiting,
                        "a standby that may be promoted does not have all published events",
                        behind.description(),
                        behind.remedy());
            }
        }
    }

    private void report(Duration waiting, String why, String cause, String remedy) {
        LOG.atWarn()
                .addKeyValue("seconds", waiting.toSeconds())
                .addKeyValue("cause", cause)
                .addKeyValue("remedy", remedy)
                .log("the ledger cannot be trimmed: {}", why);
        reported = true;
    }
}
