package com.everyoneslecture.outbox.schema;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.everyoneslecture.outbox.schema", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule COMMAND_LINE_ONLY_IN_COMMAND = noClasses()
            .that()
            .resideOutsideOfPackage("..command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "..command..", "org.postgresql..")
            .because(
                    "applications create and check their outbox without a command line, with any source of connections");

    @ArchTest
    static final ArchRule NOTHING_OF_A_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.everyoneslecture.db..", "org.flywaydb..", "org.springframework..", "org.apache.kafka..")
            .because("it runs in programs and tests that have none of these");
}
