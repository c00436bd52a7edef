package com.everyoneslecture.outbox.inbox;

import java.time.Instant;
import org.apiguardian.api.API;

/**
 * A key whose events wait because the first of them could not be applied.
 *
 * <p><b>Stability:</b> stable; components may be added.
 *
 * @param topic the topic's name
 * @param key the records' key: printable UTF-8 unchanged, every other key as {@code \x} and hexadecimal digits
 * @param waiting the number of events that wait
 * @param reason the failure of the first one in one line, at its last attempt
 * @param since when the key was parked
 * @param first the number of the first waiting event; another event of the key never gets it
 */
@API(status = API.Status.STABLE)
public record ParkedKey(String topic, String key, long waiting, String reason, Instant since, long first) {}
