package com.everyoneslecture.testservices;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Architecture rules of several modules. */
public final class ArchitectureRules {

    private static final DescribedPredicate<JavaClass> PUBLISHED = JavaClass.Predicates.resideInAnyPackage(
            "com.everyoneslecture.outbox.append..",
            "com.everyoneslecture.outbox.inbox..",
            "com.everyoneslecture.outbox.spring..",
            "com.everyoneslecture.outbox.test..");

    private ArchitectureRules() {}

    /**
     * Returns the rule that packages do not depend on each other in a cycle.
     *
     * @param packages the pattern, with a group for the name of a slice
     */
    public static ArchRule noCycles(String packages) {
        return slices().matching(packages)
                .should()
                .beFreeOfCycles()
                .because("a package that needs another one and is needed by it cannot be understood by itself");
    }

    /** Returns the rule that the packages read no clock, because a change of the clock must have no effect on them. */
    public static ArchRule noClockIn(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    /**
     * Returns the rule that a service uses only the stable types of the published libraries: types that are annotated as stable, and types
     * within them.
     *
     * @param service the packages of the service
     */
    public static ArchRule stableApiFor(String... service) {
        return noClasses()
                .that()
                .resideInAnyPackage(service)
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are of a published library and not stable") {
                    @Override
                    public boolean test(JavaClass type) {
                        return PUBLISHED.test(type) && !isStable(type.getBaseComponentType());
                    }
                })
                .because("whoever builds a service like this one has no other types to rely on");
    }

    private static boolean isStable(JavaClass type) {
        return type.tryGetAnnotationOfType("org.apiguardian.api.API")
                .map(api -> api.get("status").orElseThrow().toString().endsWith("STABLE"))
                .orElseGet(() -> type.getEnclosingClass()
                        .map(ArchitectureRules::isStable)
                        .orElse(false));
    }
}
