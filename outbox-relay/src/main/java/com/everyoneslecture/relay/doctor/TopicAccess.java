package com.everyoneslecture.relay.doctor;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.relay.kafka.KafkaSettings;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;

/** Checks the rights on a topic of events or of dead letters that exists: the relay writes to it, and {@code verify} reads it. */
final class TopicAccess {

    private static final String CHECK = "access";

    private TopicAccess() {}

    static Finding of(KafkaSettings kafka, String area, TopicDescription description) {
        Set<AclOperation> allowed = description.authorizedOperations();
        if (allowed != null && !allowed.contains(AclOperation.WRITE)) {
            return Finding.fail(
                    area, CHECK, "the relay's principal may not write (Write)", KafkaCommands.allow(kafka, area));
        }
        return allowed == null || allowed.contains(AclOperation.READ)
                ? Finding.ok(area, CHECK, "the relay may write, and `verify` may read")
                : Finding.warn(
                        area,
                        CHECK,
                        "the relay's principal may not read (Read): `verify` cannot check it",
                        KafkaCommands.allow(kafka, area));
    }
}
