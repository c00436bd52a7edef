package com.everyoneslecture.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.everyoneslecture.testservices.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

@AnalyzeClasses(
        packages = {"com.everyoneslecture.relay", "com.everyoneslecture.outbox"},
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES = ArchitectureRules.noCycles("com.everyoneslecture.relay.(*)..");

    /** A package may use those before it in the list, and none after it. */
    private static final List<String> IN_ORDER = List.of(
            "kafka",
            "ledger",
            "routing",
            "publish",
            "report",
            "trace",
            "retention",
            "recovery",
            "engine",
            "debezium",
            "doctor",
            "verify",
            "replay",
            "operations",
            "app",
            "command");

    @ArchTest
    static void arrowsPointInOneDirection(JavaClasses classes) {
        for (int i = 0; i < IN_ORDER.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage("..relay." + IN_ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(IN_ORDER.subList(i + 1, IN_ORDER.size()).stream()
                            .map(later -> "..relay." + later + "..")
                            .toArray(String[]::new))
                    .because(
                            "an event goes from capture through recovery and publish to the ledger, and nothing goes back")
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule LIBRARIES_KNOW_NO_SERVICE = noClasses()
            .that()
            .resideInAPackage("com.everyoneslecture.outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.everyoneslecture.relay..")
            .because("capture, append, inbox and their like are for other services, too");

    @ArchTest
    static final ArchRule CAPTURE_KNOWS_NO_KAFKA = noClasses()
            .that()
            .resideInAPackage("com.everyoneslecture.outbox.capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.debezium..")
            .because("rows can be carried to anything");

    @ArchTest
    static final ArchRule DEBEZIUM_ONLY_IN_CAPTURE = noClasses()
            .that()
            .resideOutsideOfPackage("..relay.debezium..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.apache.kafka.connect..")
            .because("another capture must be able to take Debezium's place");

    @ArchTest
    static final ArchRule CORE_WITHOUT_SPRING = noClasses()
            .that()
            .resideInAnyPackage(
                    "..outbox..",
                    "..relay.debezium..",
                    "..relay.doctor..",
                    "..relay.engine..",
                    "..relay.kafka..",
                    "..relay.ledger..",
                    "..relay.publish..",
                    "..relay.recovery..",
                    "..relay.replay..",
                    "..relay.report..",
                    "..relay.retention..",
                    "..relay.routing..",
                    "..relay.trace..",
                    "..relay.verify..")
            .and()
            .resideOutsideOfPackage("..outbox.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..")
            .because("the relay has to work, and to be tested, without a container around it");

    @ArchTest
    static final ArchRule PUBLISH_DOES_NOT_KNOW_WHERE_EVENTS_COME_FROM = noClasses()
            .that()
            .resideInAnyPackage("..relay.kafka..", "..relay.ledger..", "..relay.publish..", "..relay.routing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.postgresql..", "..outbox.capture..")
            .because("a publisher receives events from any reader");

    @ArchTest
    static final ArchRule COMMAND_LINE_ONLY_IN_COMMAND = noClasses()
            .that()
            .resideOutsideOfPackage("..command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "..command..")
            .because("what a command does has to work, and to be tested, without a command line around it");

    @ArchTest
    static final ArchRule HTTP_ONLY_IN_OPERATIONS = noClasses()
            .that()
            .resideOutsideOfPackages("..operations..", "..outbox.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..")
            .because("one package decides which clients may operate the relay, and answers them");

    @ArchTest
    static final ArchRule NO_CLOCK_DECIDES_WHAT_IS_PUBLISHED = ArchitectureRules.noClockIn(
                    "..outbox.capture..", "..relay.ledger..", "..relay.publish..", "..relay.recovery..")
            .because("order and position come from the log; a clock that jumps must change nothing");
}
