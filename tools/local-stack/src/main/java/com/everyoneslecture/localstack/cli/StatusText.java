package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.status.ComponentStatus;
import com.everyoneslecture.localstack.status.KafkaStatus;
import com.everyoneslecture.localstack.status.RelayStatus;
import com.everyoneslecture.localstack.status.SlotStatus;
import com.everyoneslecture.localstack.status.StackStatus;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status as text for the terminal. */
final class StatusText {

    private static final String INDENT = "  ";
    private static final String OFFSETS =
            "Offsets rise by more than one per event: the commit marker of a transaction has an offset, too.";

    private StatusText() {}

    static String of(StackStatus status) {
        return components(status) + deaths(status) + "\n" + relays(status.relays()) + "\n" + slot(status.slot()) + "\n"
                + kafka(status.kafka());
    }

    private static String components(StackStatus status) {
        Table table = new Table().row("COMPONENT", "PID", "PORT", "STATE", "HEALTH");
        for (ComponentStatus component : status.components()) {
            table.row(
                    component.name(),
                    orDash(component.pid()),
                    component.port(),
                    component.state(),
                    component.healthy() ? Terminal.GREEN.of("up") : Terminal.RED.of("down") + why(component));
        }
        return table.toString();
    }

    /** Returns the end of the log of each component that died, and the commands that help. */
    private static String deaths(StackStatus status) {
        StringBuilder text = new StringBuilder();
        for (ComponentStatus component : status.components()) {
            if (component.remedy() != null) {
                String death = component.name() + " " + Terminal.RED.of("died") + " with " + component.reason()
                        + "; start it again: " + component.remedy();
                text.append('\n').append(wrapped(death)).append('\n');
                component.log().stream()
                        .flatMap(line -> Wrapping.lines(line, Table.WIDTH - INDENT.length()).stream())
                        .forEach(line -> text.append(INDENT).append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private static String wrapped(String text) {
        return Wrapping.text(text, Table.WIDTH, INDENT);
    }

    private static String why(ComponentStatus component) {
        return component.state().equals(component.reason()) ? "" : ": " + component.reason();
    }

    private static String relays(List<RelayStatus> relays) {
        Table table = new Table().row("RELAY", "STATE", "CAPTURE");
        for (RelayStatus relay : relays) {
            if (relay.unknown() != null) {
                table.row(relay.name(), "-", "unknown: " + relay.unknown());
            } else {
                table.row(relay.name(), orDash(relay.state()), orDash(relay.capture()));
            }
        }
        return table.toString();
    }

    private static String slot(SlotStatus slot) {
        Table table = new Table().row("SLOT", "ACTIVE", "WAL STATUS", "CONFIRMED FLUSH LSN", "LAG");
        if (slot.unknown() != null) {
            table.row(slot.name(), "-", "-", "-", "unknown: " + slot.unknown());
        } else {
            table.row(
                    slot.name(),
                    Boolean.TRUE.equals(slot.active()) ? "yes" : "no",
                    orDash(slot.walStatus()),
                    orDash(slot.confirmedFlushLsn()),
                    orDash(slot.lagBytes()) + " bytes");
        }
        return table.toString();
    }

    private static String kafka(KafkaStatus kafka) {
        if (kafka.unknown() != null) {
            return Terminal.BOLD.of("TOPICS, GROUPS") + "\n" + wrapped("unknown: " + kafka.unknown()) + "\n";
        }
        Table topics = new Table().row("TOPIC", "PARTITIONS", "END OFFSETS");
        for (KafkaStatus.Topic topic : kafka.topics()) {
            topics.row(
                    topic.name(),
                    topic.endOffsets().size(),
                    topic.endOffsets().entrySet().stream()
                            .map(partition -> partition.getKey() + ":" + partition.getValue())
                            .collect(Collectors.joining(" ")));
        }
        String note = kafka.topics().isEmpty() ? "" : OFFSETS + "\n";
        return topics + note + "\n" + groups(kafka);
    }

    private static String groups(KafkaStatus kafka) {
        Table table = new Table().row("GROUP", "TOPIC", "PARTITION", "OFFSET", "END", "LAG");
        for (KafkaStatus.Group group : kafka.groups()) {
            for (KafkaStatus.Partition partition : group.partitions()) {
                table.row(
                        group.name(),
                        partition.topic(),
                        partition.partition(),
                        orDash(partition.committed()),
                        partition.end(),
                        orDash(partition.lag()));
            }
            table.row(group.name(), "", "total", "", group.state().toLowerCase(Locale.ROOT), group.totalLag());
        }
        return table.toString();
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
