package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.readmodel.ReadModelComparison;
import com.everyoneslecture.localstack.readmodel.ReadModelReport;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.RelayCommand;
import com.everyoneslecture.localstack.stack.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays demonstrations on the running system. Afterwards everything that was broken runs again, also after a failure or an interrupt.
 */
public final class Demonstrations {

    private static final Duration READ_MODEL_PATIENCE = Duration.ofSeconds(30);

    private final Map<ComponentName, Integer> ports;
    private final ControlClient control;
    private final Secrets secrets;
    private final RelayCommand relay;
    private final Texts texts;
    private final PrintWriter out;
    private final Narrator narrator;
    private final OpenFaults broken = new OpenFaults();

    /** Waits before each step, after its command was printed, until the reader wants to continue, or not at all. */
    @FunctionalInterface
    public interface Pause {
        void await() throws InterruptedException;
    }

    /**
     * Plays nothing yet.
     *
     * @param ports the ports of the running components
     * @param secrets the passwords of the databases
     * @param relay runs the relay's {@code verify} on the running system
     */
    public Demonstrations(
            Map<ComponentName, Integer> ports,
            ControlClient control,
            Secrets secrets,
            RelayCommand relay,
            Texts texts,
            PrintWriter out,
            Pause pause) {
        this.ports = Collections.unmodifiableMap(new EnumMap<>(ports));
        this.control = control;
        this.secrets = secrets;
        this.relay = relay;
        this.texts = texts;
        this.out = out;
        this.narrator = new Narrator(out, texts, pause);
    }

    /** Returns the options with which {@code up} has to be started for that demonstration; null if the running system can show it. */
    public @Nullable String missing(Demonstration demonstration) {
        Needs needs = demonstration.needs();
        boolean there = (needs.component() == null || ports.containsKey(needs.component()))
                && (needs.link() == null || control.links().contains(needs.link()));
        return there ? null : needs.options();
    }

    /** Returns the commands that repair the open faults; any thread may call it. */
    public List<String> remedies() {
        return broken.remedies();
    }

    /**
     * Plays one demonstration, and compares the outbox with the topics, and the categories with the read model, at its end.
     *
     * @throws DemonstrationFailedException if the system does not behave as predicted
     */
    public void play(Demonstration demonstration) throws IOException, InterruptedException {
        out.println(demonstration.number() + ". " + texts.title(demonstration));
        out.println(texts.of("prediction") + ": " + texts.prediction(demonstration));
        out.println(texts.of("look") + ": " + texts.look(demonstration));
        out.println();
        try (Cluster cluster = new Cluster(ports)) {
            Stage stage = new Stage(ports, control, secrets, cluster, broken, narrator);
            demonstration
                    .script()
                    .play(stage, new Categories(new Services(ports), narrator), new TopicSteps(cluster, narrator));
        } finally {
            mend();
        }
        verify();
    }

    /** Repairs what a demonstration has broken and not repaired yet. */
    void mend() throws InterruptedException {
        if (broken.remedies().isEmpty()) {
            return;
        }
        List<String> remedies = new ArrayList<>(broken.remedies());
        out.println(texts.of("mending"));
        for (String remedy : remedies) {
            narrator.command(remedy);
        }
        broken.repair(control);
    }

    private void verify() throws IOException, InterruptedException {
        narrator.command("./outbox verify");
        Verdict verdict = Verdict.of(relay.output(List.of("verify", "--json")));
        narrator.seen(
                "verify",
                verdict.rows(),
                verdict.records(),
                verdict.lost(),
                verdict.doubled(),
                verdict.misordered(),
                verdict.phantom());
        if (!verdict.holds()) {
            throw new DemonstrationFailedException("the guarantee is broken: see `./outbox verify`");
        }
        compareReadModel();
        out.println(texts.of(verdict.phantom() == 0 ? "verified" : "phantoms"));
        out.println();
        out.flush();
    }

    private void compareReadModel() throws InterruptedException {
        try {
            ReadModelReport report = ReadModelComparison.of(ports, secrets).run(READ_MODEL_PATIENCE);
            narrator.seen(
                    "readModel",
                    report.rows(),
                    report.categories(),
                    report.differences().size());
            if (!report.alike()) {
                throw new DemonstrationFailedException(
                        "the read model differs from the categories: see `./outbox verify`");
            }
        } catch (SQLException e) {
            throw new DemonstrationFailedException("a database does not answer: " + e.getMessage());
        }
    }
}
