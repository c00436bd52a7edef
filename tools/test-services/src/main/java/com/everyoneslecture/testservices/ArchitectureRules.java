package com.everyoneslecture.testservices;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Rules that several modules have. */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /**
     * Returns the rule that packages do not need each other in a circle.
     *
     * @param packages the pattern, with a group for what is a slice
     */
    public static ArchRule noCycles(String packages) {
        return slices().matching(packages)
                .should()
                .beFreeOfCycles()
                .because("a package that needs another one and is needed by it cannot be understood by itself");
    }

    /** Returns the rule that the packages read no clock, because a clock that jumps must change nothing. */
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
}
