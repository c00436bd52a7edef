package com.everyoneslecture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;

/** Executes the command {@code kafka-acls} that the relay or the doctor prints. */
final class PrintedAcls {

    private static final Pattern COMMAND = Pattern.compile("kafka-acls (--bootstrap-server .*)");

    private PrintedAcls() {}

    /** Executes the command at the end of a text, by Kafka's own tool. The relay has no login, so it is the user {@code ANONYMOUS}. */
    static void run(String text) {
        Matcher command = COMMAND.matcher(text);
        assertThat(command.find()).as(text).isTrue();
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("kafka-acls ended with status " + status + ": " + message);
        });
        try {
            AclCommand.main(
                    command.group(1).replace("User:RELAY", "User:ANONYMOUS").split(" "));
        } finally {
            Exit.resetExitProcedure();
        }
    }
}
