package com.everyoneslecture.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.chaos.fault.Faults;
import com.everyoneslecture.chaos.guarantee.Damage;
import com.everyoneslecture.chaos.guarantee.Violation;
import com.everyoneslecture.chaos.stack.Deployment;
import com.everyoneslecture.chaos.stack.Stack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChaosCommandTest {

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsTheFaults() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString().lines()).hasSize(Faults.of(Deployment.PLAIN).size());
        assertThat(out.toString())
                .contains("kill-kafka", "freeze-category-db", "cut-relay-database", "drop-slot-up", "two-relays")
                .contains(
                        "slot-remade",
                        "slot-advanced",
                        "publication-dropped-and-back",
                        "publication-remade",
                        "row-filter",
                        "statement-timeout",
                        "idle-in-transaction",
                        "restore-lecture-db",
                        "restore-category-db",
                        "promote-standby");
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("--minutes", "--seed", "--rate", "--faults", "--pairs-with", "--relays", "--standby")
                .contains("--capture", "Exit status");
    }

    @Test
    void aViolationStaysOneWhereTheSystemCannotBeStoppedAfterwards() {
        Stack unstoppable = (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(), new Class<?>[] {Stack.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("docker compose down failed");
                });
        List<String> failures =
                ChaosCommand.end(unstoppable, true).map(List::of).orElse(List.of());
        assertThat(failures).singleElement().asString().contains("docker compose down failed");

        Violation lost = new Violation("some", Damage.LOST, "kill-kafka", "what", List.of());
        assertThat(ChaosCommand.status(ChaosFilesTest.result(List.of(lost)), failures))
                .isEqualTo(1);
        assertThat(ChaosCommand.status(ChaosFilesTest.result(List.of()), failures))
                .isEqualTo(3);
        assertThat(ChaosCommand.status(ChaosFilesTest.result(List.of()), List.of()))
                .isZero();
    }

    @Test
    void refusesAFaultThatThereIsNot() {
        assertThat(run("--faults", "kill-kafka,kill-nobody")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no fault 'kill-nobody'; --list shows them", "--help");
    }

    @Test
    void refusesACompanionThatCannotAccompany() {
        assertThat(run("--pairs-with", "kill-kafka")).isEqualTo(2);
        assertThat(run("--pairs-with", "kill-nobody")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--pairs-with: 'kill-kafka' cannot accompany a fault; these can: ",
                        "add-partition",
                        "--pairs-with: 'kill-nobody' cannot accompany a fault");
        assertThat(run("--pairs-with", "add-partition", "--faults", "add-partition"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no other fault is chosen");
    }

    @Test
    void listsWhatCanHappenToContainers() {
        assertThat(run("--on", "docker", "--list")).isZero();
        assertThat(out.toString()).contains("kill-kafka", "cut-relay-kafka").doesNotContain("slow-", "promote-standby");
    }

    @Test
    void listsWhatCanHappenToKafkaConnect() {
        assertThat(run("--relay-on", "connect", "--list")).isZero();
        assertThat(out.toString())
                .contains("kill-connect-worker ", "freeze-connect-worker-2 ", "cut-worker-2-kafka", "pause-connector")
                .contains("kill-kafka", "drop-slot-up", "takeover-kill", "foreign-ledger")
                .doesNotContain("kill-outbox-relay");
    }

    @Test
    void refusesKafkaConnectWhereItCannotRun() {
        assertThat(run("--relay-on", "connect", "--on", "docker")).isEqualTo(2);
        assertThat(run("--relay-on", "connect", "--capture", "wal")).isEqualTo(2);
        assertThat(run("--relay-on", "connect", "--faults", "kill-outbox-relay"))
                .isEqualTo(2);
        assertThat(run("--relay-on", "connect", "--relays", "2")).isEqualTo(2);
        assertThat(run("--relay-on", "mars")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--relays, --standby and --relay-on connect run local only, not on docker",
                        "--relays and --standby: not with --relay-on connect",
                        "--capture is for the service",
                        "there is no fault 'kill-outbox-relay'",
                        "'mars' is not service or connect");
    }

    @Test
    void refusesAFaultThatCannotHappenThere() {
        assertThat(run("--on", "docker", "--faults", "slow-relay-kafka")).isEqualTo(2);
        assertThat(err.toString()).contains("'slow-relay-kafka' cannot happen on docker");
    }

    @Test
    void listsTheFaultsOfEachRelay() {
        assertThat(run("--relays", "3", "--list")).isZero();
        assertThat(out.toString())
                .contains(
                        "kill-outbox-relay-3", "freeze-outbox-relay-2", "cut-relay-3-database", "isolate-outbox-relay")
                .doesNotContain("takeover-", "two-relays", "promote-category-db");
    }

    @Test
    void listsPromotionsInPlaceOfTheFaultsThatReplaceFiles() {
        assertThat(run("--standby", "--list")).isZero();
        assertThat(out.toString())
                .contains("promote-category-db", "freeze-category-db-standby", "takeover-kill")
                .doesNotContain("promote-standby", "restore-category-db");
    }

    @Test
    void refusesASystemThatThereIsNot() {
        assertThat(run("--relays", "4")).isEqualTo(2);
        assertThat(run("--relays", "0")).isEqualTo(2);
        assertThat(run("--on", "docker", "--standby")).isEqualTo(2);
        assertThat(run("--on", "docker", "--relays", "2")).isEqualTo(2);
        assertThat(run("--relays", "2", "--faults", "two-relays")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--relays: 4 is not between 1 and 3",
                        "--relays, --standby and --relay-on connect run local only, not on docker",
                        "there is no fault 'two-relays'");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThat(run("--rate", "0")).isEqualTo(2);
        assertThat(run("--rate", "5001")).isEqualTo(2);
        assertThat(run("--minutes", "-1")).isEqualTo(2);
        assertThat(run("--minutes", "0")).isEqualTo(2);
        assertThat(run("--minutes", "NaN")).isEqualTo(2);
        assertThat(run("--hold", "3601")).isEqualTo(2);
        assertThat(run("--seed", "abc")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--rate: 5001 is not between 1 and 5000", "--minutes: 0 is too short for any fault");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesFilesThatItCouldNotWriteAfterTheRun() throws Exception {
        Path taken = Files.writeString(directory.resolve("taken"), "a file, not a directory");
        String below = taken.resolve("report.html").toString();
        assertThat(run("--report", below)).isEqualTo(2);
        String free = directory.resolve("new/report.html").toString();
        assertThat(run("--report", free, "--matrix", below)).isEqualTo(2);
        assertThat(run("--report", free, "--matrix", free)).isEqualTo(2);
        assertThat(run("--report", directory.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--report: cannot write " + below,
                        "--matrix: cannot write " + below,
                        "--matrix: " + free + " is the file of the report",
                        "--report: cannot write " + directory + " ");
        assertThat(Path.of(free)).as("only tried").doesNotExist();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void tellsAFailureOfItsOwnFromAViolation() throws Exception {
        CommandLine command = ChaosCommand.commandLine().setErr(new PrintWriter(err, true));
        int status = command.getExecutionExceptionHandler()
                .handleExecutionException(new IllegalStateException("kafka did not start"), command, null);
        assertThat(status).isEqualTo(3);
        assertThat(err.toString()).contains("outbox: kafka did not start; the guarantees are not judged");
    }

    @Test
    void refusesASubstrateThatThereIsNot() {
        assertThat(run("--on", "moon")).isEqualTo(2);
        assertThat(err.toString()).contains("--on");
    }

    @Test
    void refusesACaptureThatThereIsNot() {
        assertThat(run("--capture", "oracle")).isEqualTo(2);
        assertThat(err.toString()).contains("--capture", "'oracle' is not debezium or wal");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seed 7                  | --seed 7 --rate 200",
                "--seed 7 --relay-on connect | --seed 7 --rate 200 --relay-on connect",
                "--seed 7 --capture wal    | --seed 7 --rate 200 --capture wal",
                "--standby --seed 7 --relays 2 --faults kill | --seed 7 --rate 200 --relays 2 --standby --faults kill",
                "--capture debezium --seed 7 --on docker | --seed 7 --rate 200 --on docker --capture debezium",
            })
    void namesTheOptionsThatGiveTheSameAgain(String options, String again) {
        ChaosCommand chaos = new ChaosCommand();
        new CommandLine(chaos).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options.split(" ", -1));
        assertThat(chaos.again()).isEqualTo(again);
    }

    private int run(String... arguments) {
        CommandLine command = ChaosCommand.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
