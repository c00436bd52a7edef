package com.everyoneslecture.db;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.everyoneslecture.db", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noSpring = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("migrations run from programs and tests that have none");

    @ArchTest
    static final ArchRule schemaKnowsNoCommand = noClasses()
            .that()
            .haveSimpleName("Schema")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("it is used without the command, too");
}
