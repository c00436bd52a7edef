package com.everyoneslecture.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.everyoneslecture.testservices.ArchitectureRules;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.everyoneslecture.chaos", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noCycles = ArchitectureRules.noCycles("com.everyoneslecture.chaos.(*)..");

    @ArchTest
    static final ArchRule scenariosAreWrittenOnce = noClasses()
            .that()
            .resideOutsideOfPackages("..chaos.stack..", "..chaos.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.everyoneslecture.localstack",
                    "..localstack.process..",
                    "..localstack.proxy..",
                    "..localstack.control..",
                    "..localstack.cli..")
            .because("what breaks and what judges is the same on every substrate");

    @ArchTest
    static final ArchRule guaranteesTrustNobody = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.everyoneslecture.outbox.append..",
                    "com.everyoneslecture.outbox.capture..",
                    "com.everyoneslecture.outbox.inbox..",
                    "com.everyoneslecture.outbox.kafka..",
                    "com.everyoneslecture.relay..",
                    "com.everyoneslecture.lecture..",
                    "org.springframework..")
            .because("whoever judges the services must not share their code");

    @ArchTest
    static final ArchRule noClockJudges = ArchitectureRules.noClockIn("..guarantee..", "..observe..", "..run..")
            .because("a clock that jumps must not make a verdict");
}
