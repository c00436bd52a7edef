package com.everyoneslecture.lecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.everyoneslecture.testservices.ArchitectureRules;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.clients.consumer.Consumer;

@AnalyzeClasses(
        packages = {"com.everyoneslecture.lecture", "com.everyoneslecture.outbox"},
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES = ArchitectureRules.noCycles("com.everyoneslecture.(**)");

    @ArchTest
    static final ArchRule STABLE_API = ArchitectureRules.stableApiFor("com.everyoneslecture.lecture..");

    @ArchTest
    static final ArchRule NO_FRAMEWORK_IN_THE_CORE = noClasses()
            .that()
            .resideInAnyPackage(
                    "com.everyoneslecture.outbox.inbox",
                    "com.everyoneslecture.outbox.kafka",
                    "com.everyoneslecture.lecture")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "io.micrometer..", "jakarta.servlet..")
            .because("the loop, the decoding and the projection must be readable, and testable, without a framework");

    @ArchTest
    static final ArchRule THE_LOOP_KNOWS_NO_LECTURES = noClasses()
            .that()
            .resideInAPackage("com.everyoneslecture.outbox.inbox")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.everyoneslecture.lecture..", "tools.jackson..")
            .because("how records are read safely has nothing to do with what is in them");

    @ArchTest
    static final ArchRule THE_CONSUMER_STAYS_WITH_THE_LOOP = noClasses()
            .that()
            .resideOutsideOfPackages("com.everyoneslecture.outbox.inbox", "com.everyoneslecture.outbox.kafka")
            .and()
            .doNotHaveSimpleName("LoopMetrics")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Consumer.class)
            .because("one thread owns the consumer, and it is the loop's; only its metrics are for others");

    @ArchTest
    static final ArchRule NO_CLOCK_DECIDES_WHAT_IS_APPLIED = ArchitectureRules.noClockIn(
                    "com.everyoneslecture.lecture", "com.everyoneslecture.lecture.rest")
            .because("a version says what is newer; a clock that jumps must change nothing");
}
