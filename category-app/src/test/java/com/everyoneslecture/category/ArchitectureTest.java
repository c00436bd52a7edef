package com.everyoneslecture.category;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.everyoneslecture.outbox.spring.TransactionalOutbox;
import com.everyoneslecture.testservices.ArchitectureRules;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.ListCrudRepository;

@AnalyzeClasses(
        packages = {"com.everyoneslecture.category", "com.everyoneslecture.outbox"},
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PAST_THE_ENTITY =
            "a change that goes past the entity appends no event, and its version gets a hole";

    @ArchTest
    static final ArchRule noCycles = ArchitectureRules.noCycles("com.everyoneslecture.(**)");

    @ArchTest
    static final ArchRule outboxKnowsNoCategory = noClasses()
            .that()
            .resideInAPackage("..outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..category..")
            .because("any aggregate's events are appended the same way");

    @ArchTest
    static final ArchRule publicApiOnly = noClasses()
            .that()
            .resideInAPackage("com.everyoneslecture.category..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.everyoneslecture.outbox..")
                    .and(not(resideInAnyPackage(
                            "com.everyoneslecture.outbox.append",
                            "com.everyoneslecture.outbox.spring",
                            "com.everyoneslecture.outbox.service.."))))
            .because("the example shows what a service of another team can do");

    @ArchTest
    static final ArchRule stableApi = ArchitectureRules.stableApiFor("com.everyoneslecture.category..");

    @ArchTest
    static final ArchRule httpStaysOutside = noClasses()
            .that()
            .resideOutsideOfPackages("..category.rest..", "..outbox.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..category.rest..", "org.springframework.http..", "org.springframework.web..", "jakarta.servlet..")
            .because("what a category is does not depend on how it is asked for");

    @ArchTest
    static final ArchRule noBulkRepository = noClasses()
            .should()
            .beAssignableTo(CrudRepository.class)
            .orShould()
            .beAssignableTo(ListCrudRepository.class)
            .because("their deleteAllInBatch and the like are bulk changes: " + PAST_THE_ENTITY);

    @ArchTest
    static final ArchRule noWrittenQueries = noMethods()
            .should()
            .beAnnotatedWith(Modifying.class)
            .orShould()
            .beAnnotatedWith(Query.class)
            .orShould()
            .beAnnotatedWith(NativeQuery.class)
            .because(PAST_THE_ENTITY);

    @ArchTest
    static final ArchRule noBulkMethods = methods()
            .that()
            .areDeclaredIn(LectureCategories.class)
            .should()
            .haveNameNotMatching("(delete|remove|update).+")
            .because("derived deletes are bulk changes or become such: " + PAST_THE_ENTITY);

    @ArchTest
    static final ArchRule noEntityManager = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(EntityManager.class)
                    .or(assignableTo(EntityManagerFactory.class))
                    .or(resideInAnyPackage("org.hibernate..")))
            .because("HQL, criteria and stateless sessions change rows by statements of their own: " + PAST_THE_ENTITY);

    @ArchTest
    static final ArchRule noForcedVersions = noClasses()
            .should()
            .accessField(LockModeType.class, "PESSIMISTIC_FORCE_INCREMENT")
            .orShould()
            .accessField(LockModeType.class, "OPTIMISTIC_FORCE_INCREMENT")
            .orShould()
            .accessField(LockModeType.class, "WRITE")
            .because("a version that is forced up has no change and so no event");

    @ArchTest
    static final ArchRule sqlInTheOutboxOnly = noClasses()
            .that()
            .resideOutsideOfPackage("com.everyoneslecture.outbox.spring")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.jdbc..")
            .because(PAST_THE_ENTITY);

    @ArchTest
    static final ArchRule oneCallerOfTheOutbox = noClasses()
            .that()
            .resideOutsideOfPackage("com.everyoneslecture.outbox.spring")
            .and()
            .doNotBelongToAnyOf(LectureCategoryEvents.class, TransactionalOutbox.class, CategoryApplication.class)
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Outbox")
            .because("a second one would append a second event for one change");
}
