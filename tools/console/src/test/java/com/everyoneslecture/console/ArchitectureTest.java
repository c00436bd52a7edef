package com.everyoneslecture.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.everyoneslecture.testservices.ArchitectureRules;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.everyoneslecture.console", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES = ArchitectureRules.noCycles("com.everyoneslecture.console.(**)");

    @ArchTest
    static final ArchRule NO_FRAMEWORK_IN_WHAT_LOOKS = noClasses()
            .that()
            .resideInAnyPackage("..console.flow", "..console.event")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta..")
            .because("what is looked at, and how it is judged, has nothing to do with how it is shown");

    @ArchTest
    static final ArchRule LOOKING_CHANGES_NOTHING = noClasses()
            .that()
            .resideInAnyPackage("..console.flow", "..console.event", "..console.stream")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..console.demonstration", "..console.operate", "org.apache.kafka.clients.producer..")
            .because("a page that is only watched must have no part in what it shows");
}
