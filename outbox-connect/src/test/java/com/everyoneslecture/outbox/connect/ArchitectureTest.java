package com.everyoneslecture.outbox.connect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.everyoneslecture.outbox.connect", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PUBLIC_ONLY_WHERE_CONNECT_LOOKS = noClasses()
            .that()
            .doNotHaveSimpleName("OutboxSourceConnector")
            .and()
            .doNotHaveSimpleName("OutboxSourceTask")
            .and()
            .doNotHaveSimpleName("WorkerLogging")
            .and()
            .areTopLevelClasses()
            .should()
            .bePublic()
            .because("a plugin has no other users than the worker");

    @ArchTest
    static final ArchRule NO_CLASSES_OF_THE_WORKER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.connect.runtime..", "org.springframework..", "io.debezium..")
            .because("the worker's classes are of its version, and the plugin is small");
}
