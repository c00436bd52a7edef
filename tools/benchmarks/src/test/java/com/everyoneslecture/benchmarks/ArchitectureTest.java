package com.everyoneslecture.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.everyoneslecture.benchmarks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("com.everyoneslecture.benchmarks.(*)..")
            .should()
            .beFreeOfCycles()
            .because("report, servers, contenders and benchmarks build on each other in that order");

    @ArchTest
    static final ArchRule FROM_OUTSIDE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.everyoneslecture.outbox.capture..", "com.everyoneslecture.relay..", "io.debezium..")
            .because("relay and peers are measured as processes: what they are made of must not matter");
}
