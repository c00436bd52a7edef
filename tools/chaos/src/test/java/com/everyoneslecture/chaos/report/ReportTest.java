package com.everyoneslecture.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.chaos.fault.FaultSequence;
import com.everyoneslecture.chaos.fault.Faults;
import com.everyoneslecture.chaos.guarantee.Damage;
import com.everyoneslecture.chaos.guarantee.Violation;
import com.everyoneslecture.chaos.observe.Lags;
import com.everyoneslecture.chaos.run.FaultRecord;
import com.everyoneslecture.chaos.run.Result;
import com.everyoneslecture.chaos.run.Result.Counts;
import com.everyoneslecture.chaos.run.Result.Orders;
import com.everyoneslecture.chaos.run.RunSettings;
import com.everyoneslecture.chaos.run.Sample;
import com.everyoneslecture.chaos.stack.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final List<FaultRecord> FAULTS = List.of(
            new FaultRecord("kill-kafka", 1_000, 3_000, 5_000, 6_000, 6_100),
            new FaultRecord("cut-relay-kafka", 8_000, 9_000, 9_000, 9_500, 9_600),
            new FaultRecord("kill-kafka", 11_000, 12_000, 14_000, 21_000, 21_100));

    private static final Map<String, Long> COMPARED = Map.of(
            "PublishedExactlyOnce", 1L,
            "PerAggregateOrder", 2L,
            "NoPhantomEvents", 3L,
            "ConfirmedLsnNeverRegresses", 4L,
            "CommittedOffsetNeverPassesApplied", 5L,
            "ReadModelConverges", 6L,
            "RecordsAsAppended", 7L,
            "HaltsForAReason", 0L,
            "DiesOfFaultsOnly", 8L,
            "Recovers", 9L);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void tellsOfEachFaultHowOftenAndHowLong() {
        assertThat(SummaryText.table(result(List.of()))).isEqualTo("""
                fault            times  recovery median  worst  once serving  lost  doubled  misordered  skipped  other
                kill-kafka           2            9.0 s  9.0 s         7.0 s     0        0           0        0      0
                cut-relay-kafka      1            0.5 s  0.5 s         0.5 s     0        0           0        0      0
                """);
    }

    @Test
    void countsViolationsAtTheFaultThatTheyWereNoticedAt() {
        List<FaultSummary> summaries = FaultSummary.of(result(List.of(
                violation("kill-kafka", Damage.LOST),
                violation("kill-kafka", Damage.LOST),
                violation("cut-relay-kafka", Damage.PHANTOM),
                violation("before the first fault", Damage.DOUBLED))));
        assertThat(summaries).extracting(FaultSummary::lost).containsExactly(2L, 0L, 0L);
        assertThat(summaries).extracting(FaultSummary::doubled).containsExactly(0L, 0L, 1L);
        assertThat(summaries).extracting(FaultSummary::other).containsExactly(0L, 1L, 0L);
    }

    @Test
    void saysTheSeedWithTheVerdict() {
        assertThat(SummaryText.verdict(result(List.of()))).endsWith("\nAll guarantees held.");
        assertThat(SummaryText.verdict(result(List.of(violation("kill-kafka", Damage.LOST)))))
                .endsWith("\nsome: 1 lost (kill-kafka 1)\n1 violation; seed 4711");
    }

    @Test
    void saysUnderHowManyFaultsTheyHeldUnlessTheRunWasWhole() {
        FaultSequence endless = FaultSequence.random(Faults.of(Deployment.PLAIN), 4711, Optional.empty());
        FaultSequence three = FaultSequence.each(Faults.of(Deployment.PLAIN).subList(0, 3), 4711, Optional.empty());
        FaultSequence five = FaultSequence.each(Faults.of(Deployment.PLAIN).subList(0, 5), 4711, Optional.empty());
        assertThat(verdict(endless, FAULTS, true)).isEqualTo("All guarantees held.");
        assertThat(verdict(three, FAULTS, true)).isEqualTo("All guarantees held.");
        assertThat(verdict(five, FAULTS, true)).isEqualTo("All guarantees held under 3 of 5 faults.");
        assertThat(verdict(five, FAULTS.subList(0, 1), false))
                .isEqualTo("All guarantees held under 1 of 5 faults; ended early.");
        assertThat(verdict(endless, FAULTS, false)).isEqualTo("All guarantees held under 3 faults; ended early.");
        assertThat(verdict(endless, FAULTS.subList(0, 1), false))
                .isEqualTo("All guarantees held under 1 fault; ended early.");
        assertThat(verdict(endless, List.of(), true)).isEqualTo("No fault was injected: nothing was tried.");
        assertThat(verdict(five, List.of(), false)).isEqualTo("No fault was injected: nothing was tried.");
    }

    @Test
    void holdsNothingWithoutAFault() {
        FaultSequence endless = FaultSequence.random(Faults.of(Deployment.PLAIN), 4711, Optional.empty());
        assertThat(result(endless, FAULTS, List.of(), true).allGuaranteesHeld()).isTrue();
        assertThat(result(endless, List.of(), List.of(), true).allGuaranteesHeld())
                .isFalse();
        assertThat(result(endless, FAULTS, List.of(violation("kill-kafka", Damage.LOST)), true)
                        .allGuaranteesHeld())
                .isFalse();
    }

    @Test
    void countsViolationsByGuarantee() throws Exception {
        List<Violation> violations = new ArrayList<>();
        for (int number = 0; number < 378; number++) {
            violations.add(new Violation(
                    number % 100 == 7 ? "PerAggregateOrder" : "PublishedExactlyOnce",
                    number < 300 ? Damage.LOST : Damage.DOUBLED,
                    number < 200 ? "kill-kafka" : "cut-relay-kafka",
                    "event " + number,
                    List.of("its history")));
        }
        assertThat(SummaryText.verdict(result(violations))).endsWith("""

                PublishedExactlyOnce: 297 lost, 77 doubled (kill-kafka 198, cut-relay-kafka 176)
                PerAggregateOrder: 3 lost, 1 doubled (kill-kafka 2, cut-relay-kafka 2)
                378 violations; seed 4711""");

        Path file = directory.resolve("report.html");
        new HtmlReport(result(violations), "./outbox chaos --seed 4711").write(file);
        assertThat(Files.readString(file))
                .contains(
                        "<h3>PerAggregateOrder: 3 lost, 1 doubled (kill-kafka 2, cut-relay-kafka 2)</h3>",
                        "<summary>97 more</summary>",
                        "<summary>1 more</summary>",
                        "<p>274 more are only counted.</p>")
                .doesNotContain("event 105\n");
    }

    @Test
    void countsTheEventsOfTheSecondServiceByThemselves() {
        assertThat(SummaryText.verdict(result(List.of())).lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith(
                        "1 events committed, 3 rolled back, 4 writes unanswered; 2 records, 13 compared with their rows, ");
        assertThat(SummaryText.verdict(result(List.of())))
                .contains(
                        "\n8 events of orders committed, 9 rolled back, 10 writes unanswered; 11 records, 12 compared with"
                                + " what was appended\n");
    }

    @Test
    void setsTheContentOfRecordsAgainstEachFault() {
        String text = MatrixText.of(
                result(List.of(new Violation("RecordsAsAppended", Damage.ALTERED, "kill-kafka", "what", List.of()))),
                "./outbox chaos --seed 4711");
        assertThat(text)
                .contains(
                        "| ReadModelConverges | RecordsAsAppended | PublishesOnlyByItsLedger | HaltsForAReason | DiesOfFaultsOnly | Recovers |")
                .contains(
                        "| kill-kafka | 2 | 9.0 s | 9.0 s | 7.0 s | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | 1 altered | – | – | ✓ | ✓ |");
    }

    @Test
    void writesAPageThatNeedsNothingElse() throws Exception {
        Path file = directory.resolve("new/report.html");
        new HtmlReport(
                        result(List.of(new Violation(
                                "PublishedExactlyOnce", Damage.LOST, "kill-kafka", "이름 </script>", List.of()))),
                        "./outbox chaos --seed 4711")
                .write(file);
        String page = Files.readString(file);
        assertThat(page)
                .contains("./outbox chaos --seed 4711", "uPlot=", "이름 &lt;/script&gt;", "\"unpublished\":[0,null]")
                .doesNotContain("${data}", "${table}", "${script}", "<script src", "<link", "@import");
    }

    @Test
    void writesTheTableWhereThereIsNoDirectoryYet() throws Exception {
        Path file = directory.resolve("new/matrix.md");
        MatrixText.write(result(List.of()), "./outbox chaos --seed 4711", file);
        assertThat(Files.readString(file)).contains("| kill-kafka |");
    }

    @Test
    void namesTheFileThatCannotBeWritten() throws Exception {
        Path taken = Files.writeString(directory.resolve("taken"), "a file, not a directory");
        Path file = taken.resolve("matrix.md");
        assertThatThrownBy(() -> MatrixText.write(result(List.of()), "./outbox chaos", file))
                .hasMessageContaining("cannot write " + file);
    }

    @Test
    void setsEachFaultAgainstEachGuarantee() {
        String text = MatrixText.of(
                result(List.of(
                        new Violation("PublishedExactlyOnce", Damage.LOST, "kill-kafka", "what", List.of()),
                        new Violation("PublishedExactlyOnce", Damage.LOST, "kill-kafka", "what", List.of()),
                        new Violation("PublishedExactlyOnce", Damage.DOUBLED, "kill-kafka", "what", List.of()))),
                "./outbox chaos --seed 4711");
        assertThat(text)
                .contains("./outbox chaos --seed 4711", "3 violations; seed 4711")
                .contains("| kill-kafka | 2 | 9.0 s | 9.0 s | 7.0 s | 2 lost, 1 doubled | ✓ | ✓ | ✓ | ✓ | ✓ |")
                .contains("| cut-relay-kafka | 1 | 0.5 s | 0.5 s | 0.5 s | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ |");
    }

    @Test
    void countsTheEventsThatAFaultLetsComeLate() {
        String text = MatrixText.of(
                result(List.of(), Map.of("kill-kafka", Map.of("PerAggregateOrder", 12L))),
                "./outbox chaos --seed 4711");
        assertThat(text)
                .contains("| kill-kafka | 2 | 9.0 s | 9.0 s | 7.0 s | ✓ | ✓, 12 late | ✓ | ✓ | ✓ | ✓ | ✓ | – |")
                .contains("| cut-relay-kafka | 1 | 0.5 s | 0.5 s | 0.5 s | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ |");
    }

    @Test
    void marksOnlyWhatWasComparedAndShowsWhereTheSystemWasStuck() {
        String text = MatrixText.of(
                result(
                        List.of(
                                new Violation("Recovers", Damage.STUCK, "cut-relay-kafka", "what", List.of()),
                                new Violation("DiesOfFaultsOnly", Damage.DIED, "cut-relay-kafka", "what", List.of())),
                        Map.of(),
                        Map.of("kill-kafka", COMPARED, "cut-relay-kafka", Map.of("PerAggregateOrder", 1L))),
                "./outbox chaos --seed 4711");
        assertThat(text)
                .contains(
                        "| kill-kafka | 2 | 9.0 s | 9.0 s | 7.0 s | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | – | – | ✓ | ✓ |",
                        "| cut-relay-kafka | 1 | 0.5 s | 0.5 s | 0.5 s | – | ✓ | – | – | – | – | – | – | – | 1 died | 1 stuck |");
    }

    private static Result result(List<Violation> violations) {
        return result(violations, Map.of());
    }

    private static Result result(List<Violation> violations, Map<String, Map<String, Long>> allowed) {
        return result(violations, allowed, Map.of("kill-kafka", COMPARED, "cut-relay-kafka", COMPARED));
    }

    private static String verdict(FaultSequence sequence, List<FaultRecord> faults, boolean complete) {
        return SummaryText.verdict(result(sequence, faults, List.of(), complete))
                .lines()
                .reduce("", (before, last) -> last);
    }

    private static Result result(
            List<Violation> violations,
            Map<String, Map<String, Long>> allowed,
            Map<String, Map<String, Long>> compared) {
        FaultSequence sequence = FaultSequence.random(Faults.of(Deployment.PLAIN), 4711, Optional.empty());
        return result(sequence, FAULTS, violations, allowed, compared, true);
    }

    private static Result result(
            FaultSequence sequence, List<FaultRecord> faults, List<Violation> violations, boolean complete) {
        return result(sequence, faults, violations, Map.of(), Map.of(), complete);
    }

    private static Result result(
            FaultSequence sequence,
            List<FaultRecord> faults,
            List<Violation> violations,
            Map<String, Map<String, Long>> allowed,
            Map<String, Map<String, Long>> compared,
            boolean complete) {
        return new Result(
                new RunSettings(4711, 200, Duration.ofMinutes(1), sequence),
                faults,
                violations,
                allowed,
                compared,
                List.of(
                        new Sample(0, new Lags(0L, 1_024L, 0L, 0L), 0),
                        new Sample(250, new Lags(null, null, 3L, null), 10)),
                new Counts(1, 2, 13, 3, 4, 5, 6, 7, new Orders(8, 9, 10, 11, 12)),
                22_000,
                complete);
    }

    private static Violation violation(String during, Damage damage) {
        return new Violation("some", damage, during, "what", List.of());
    }
}
