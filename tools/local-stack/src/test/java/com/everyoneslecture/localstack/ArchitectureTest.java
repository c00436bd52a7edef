package com.everyoneslecture.localstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.everyoneslecture.localstack", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noCycles = slices().matching("com.everyoneslecture.localstack.(**)")
            .should()
            .beFreeOfCycles()
            .because("processes, servers, the stack, its status and its commands build on each other in that order");

    @ArchTest
    static final ArchRule processesAreGeneral = noClasses()
            .that()
            .resideInAPackage("..localstack.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "org.apache.kafka..", "picocli..", "tools.jackson..")
            .because("starting, killing and watching a process is the same whatever runs in it");

    @ArchTest
    static final ArchRule commandsStayAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackage("..localstack.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "..localstack.cli..")
            .because("tests and a console use the stack without its command line");

    @ArchTest
    static final ArchRule noSpring = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("the launcher must start in a fraction of a second, and tests of any module stand on it");
}
