package com.everyoneslecture.benchmarks.capture;

import com.everyoneslecture.benchmarks.contender.Contender;
import com.everyoneslecture.benchmarks.contender.Running;
import com.everyoneslecture.benchmarks.servers.Servers;
import java.io.IOException;
import java.sql.SQLException;

/** One contender that drains its own slot into its own topic. Slot and topics are deleted afterwards. */
record Drain(Servers servers, Load load, Contender contender, String name) {

    /** Creates the slot and the topic, before the load is written. */
    void prepare() throws Exception {
        servers.execute("select pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
        servers.createTopic(name, Watched.PARTITIONS);
        contender.prepare(servers, name, name);
    }

    /** Drains without a fault. */
    Drained run() throws IOException, InterruptedException, SQLException {
        return inPlace(topic -> {
            try (Running running = contender.start(servers, name, name)) {
                Watch watch = new Watch(topic, running, load.events());
                Tally tally = tallyWhenQuiet(watch, topic);
                requireSlot(running);
                running.kill();
                return drained(watch, tally);
            }
        });
    }

    /** Drains with a kill in the middle. */
    Killed runKilled() throws IOException, InterruptedException, SQLException {
        return inPlace(topic -> {
            long published;
            try (Running running = contender.start(servers, name, name)) {
                Watch watch = new Watch(topic, running, load.events());
                watch.awaitEnd(load.events() / 3);
                running.kill();
                published = topic.end();
            }
            try (Running running = contender.start(servers, name, name)) {
                Watch watch = new Watch(topic, running, load.events());
                watch.awaitEnd(published + 1);
                Tally tally = tallyWhenQuiet(watch, topic);
                requireSlot(running);
                running.kill();
                return new Killed(contender.name(), load.events(), published, tally);
            }
        });
    }

    /** Returns the tally. If records are missing, it keeps waiting as long as at least one record arrives per minute. */
    private Tally tallyWhenQuiet(Watch watch, Watched topic) throws InterruptedException {
        watch.awaitQuiet();
        Tally tally = Tally.of(servers, topic, load.events());
        while (tally.lost() > 0 && watch.awaitEnd(watch.end() + 1)) {
            watch.awaitQuiet();
            tally = Tally.of(servers, topic, load.events());
        }
        return tally;
    }

    /** Rejects a contender that reads the table: it measures something else and is left out. */
    private void requireSlot(Running running) throws IOException, InterruptedException {
        long events = running.eventsFromTheTable();
        if (events > 0) {
            throw new IllegalStateException(
                    "%s published %s events from the table instead of the slot".formatted(contender.name(), events));
        }
    }

    private interface Work<T> {
        T in(Watched topic) throws IOException, InterruptedException;
    }

    private <T> T inPlace(Work<T> work) throws IOException, InterruptedException, SQLException {
        try (Watched topic = Watched.of(servers, name)) {
            T result = work.in(topic);
            topic.delete();
            return result;
        } finally {
            dropSlot();
        }
    }

    /** Drops the slot, also if the drain never ran. */
    void dropSlot() throws SQLException {
        servers.execute(
                "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots where slot_name = '%s' and active"
                        .formatted(name));
        servers.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '%s'"
                .formatted(name));
    }

    private Drained drained(Watch watch, Tally tally) {
        return new Drained(
                watch.seconds(),
                tally.distinct() / watch.seconds(),
                tally.distinct() / watch.seconds() * load.payloadBytes() / 1e6,
                watch.usage().cpuSeconds(),
                watch.usageOfDrain().cpuSeconds(),
                watch.usage().peakMemoryBytes(),
                tally);
    }
}
