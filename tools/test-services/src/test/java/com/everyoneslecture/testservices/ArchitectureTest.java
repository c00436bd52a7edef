package com.everyoneslecture.testservices;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.everyoneslecture", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noCycles = slices().matching("com.everyoneslecture.(*)..")
            .should()
            .beFreeOfCycles()
            .because("schemas, servers and test servers build on each other in that order");

    @ArchTest
    static final ArchRule serversOnly = noClasses()
            .that()
            .resideInAPackage("..testservices..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.junit..",
                    "..localstack.cli..",
                    "..localstack.control..",
                    "..localstack.stack..")
            .because("tests of every module use it, whatever else they are built with");

    @ArchTest
    static final ArchRule containersHereOnly = noClasses()
            .that()
            .resideOutsideOfPackage("..testservices..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..")
            .because("a test does not know whether its servers are containers");
}
