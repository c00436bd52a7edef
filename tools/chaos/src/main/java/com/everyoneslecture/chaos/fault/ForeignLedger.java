package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.guarantee.HaltsForAReason;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.RelaySlot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The relay's ledger belongs to another system: a relay elsewhere uses a slot of the same name and the same brokers. A relay that starts
 * then must publish nothing. Lifting the fault declares that this database continues the ledger.
 */
final class ForeignLedger implements Fault {

    private static final String TOPIC = "outbox-relay." + RelaySlot.NAME + ".ledger";

    private static final String FOREIGN_POSITION = "4711/1 1";

    private static final String IDENTITY = "select (select system_identifier from pg_control_system()) || '/1'";

    private Optional<Published> before = Optional.empty();
    private OptionalLong forbidden = OptionalLong.empty();

    @Override
    public String name() {
        return "foreign-ledger";
    }

    @Override
    public String description() {
        return "the ledger is marked as another system's, a relay starts, and an operator adopts the ledger";
    }

    @Override
    public Set<String> relaxes() {
        return Set.of(HaltsForAReason.NAME);
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        Relay.stop(stack);
        write(stack, "position", FOREIGN_POSITION);
        before = Optional.of(Published.now(stack));
        stack.startSecondRelay();
    }

    @Override
    public OptionalLong forbidden() {
        OptionalLong found = forbidden;
        forbidden = OptionalLong.empty();
        return found;
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        if (before.isPresent()) {
            forbidden = OptionalLong.of(before.get().since(stack));
            before = Optional.empty();
        }
        Bounded.until("to adopt the ledger", () -> {
            try (Connection connection = stack.categoryDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(IDENTITY)) {
                row.next();
                write(stack, "adopted", row.getString(1));
                return true;
            }
        });
        stack.killSecondRelay();
        Relay.start(stack);
    }

    private static void write(Stack stack, String kind, String value) throws InterruptedException {
        Bounded.until("to write into the ledger", () -> {
            Map<String, Object> client = new HashMap<>(stack.kafkaClient());
            client.put("max.block.ms", 5_000);
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(TOPIC, 0, kind, value)).get();
                return true;
            }
        });
    }
}
