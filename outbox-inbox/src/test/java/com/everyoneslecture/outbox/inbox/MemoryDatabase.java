package com.everyoneslecture.outbox.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A read model in memory with its stored offsets. A record whose value is "poison" cannot be applied. */
final class MemoryDatabase implements BatchHandler, StoredOffsets, ReplayMarks {

    enum Fault {
        NONE,
        BEFORE_COMMIT,
        ERROR_BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final List<String> applied = new ArrayList<>();
    private final List<String> handled = new ArrayList<>();
    private final Map<Integer, StoredOffset> stored = new HashMap<>();
    private final Set<Integer> due = new HashSet<>();
    private Fault fault = Fault.NONE;
    private int faults;

    /** Makes this number of transactions fail. */
    void fail(Fault next, int times) {
        fault = next;
        faults = times;
    }

    List<String> applied() {
        return applied;
    }

    /** Returns the values of all batches that were not rejected, also those that were applied before. */
    List<String> handled() {
        return handled;
    }

    Map<Integer, StoredOffset> stored() {
        return stored;
    }

    Set<Integer> due() {
        return due;
    }

    /** Returns the stored offset; -1 if there is none. */
    long next(int partition) {
        StoredOffset offset = stored.get(partition);
        return offset == null ? -1 : offset.next();
    }

    @Override
    public Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws SQLException {
        Fault now = faults-- > 0 ? fault : Fault.NONE;
        if (now == Fault.BEFORE_COMMIT) {
            throw new SQLException("the database is unreachable", "08006");
        }
        if (now == Fault.ERROR_BEFORE_COMMIT) {
            throw new NoClassDefFoundError("com/example/Missing");
        }
        Set<Integer> replays = new HashSet<>(moves.partitions());
        replays.retainAll(due);
        if (!replays.isEmpty()) {
            return new ReplayDue(replays);
        }
        List<DeadLetter> letters = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String value = new String(record.value(), UTF_8);
            if (value.equals("poison")) {
                letters.add(new DeadLetter(record, "invalid", "poison"));
            } else {
                values.add(value);
            }
        }
        if (!move(moves.before(letters))) {
            return new Overtaken();
        }
        handled.addAll(values);
        // After a dead letter, only records that an earlier attempt has not applied, as a real handler recognizes.
        values.removeAll(applied);
        applied.addAll(values);
        if (now == Fault.AFTER_COMMIT) {
            throw new SQLException("the answer to the commit is lost", "08006");
        }
        return new Applied(values.size(), 0, 0, 0, 0, letters);
    }

    @Override
    public void abort() {}

    @Override
    public Map<Integer, StoredOffset> find(Set<Integer> partitions) {
        Map<Integer, StoredOffset> found = new HashMap<>(stored);
        found.keySet().retainAll(partitions);
        return found;
    }

    @Override
    public boolean move(OffsetMoves moves) {
        for (OffsetMove move : moves.moves()) {
            if (!Objects.equals(stored.get(move.partition()), move.from())) {
                return false;
            }
        }
        moves.moves().forEach(move -> stored.put(move.partition(), move.to()));
        return true;
    }

    @Override
    public Set<Integer> due(Set<Integer> partitions) {
        Set<Integer> found = new HashSet<>(due);
        found.retainAll(partitions);
        return found;
    }

    @Override
    public boolean rewound(OffsetMoves beginnings) {
        if (!move(beginnings)) {
            return false;
        }
        due.removeAll(beginnings.partitions());
        return true;
    }
}
