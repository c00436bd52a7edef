package com.everyoneslecture.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorsTest {

    @Test
    void areAllUsersWithPasswordsIfNoneIsNamed() {
        assertThat(new Operators(Set.of(), null).ofName("alice")).isNotEmpty();
    }

    @Test
    void areThoseWhoAreNamed() {
        Operators operators = new Operators(Set.of("alice"), null);
        assertThat(operators.ofName("alice")).isNotEmpty();
        assertThat(operators.ofName("bob")).isEmpty();
        assertThat(operators.ofClaims("bob", Map.of("groups", "alice"))).isEmpty();
    }

    @Test
    void areThoseWhoseClaimHasOneOfTheValues() {
        Operators groups = new Operators(Set.of("outbox"), "groups");
        assertThat(groups.ofClaims("a", Map.of("groups", List.of("x", "outbox"))))
                .isNotEmpty();
        assertThat(groups.ofClaims("a", Map.of("groups", "outbox"))).isNotEmpty();
        assertThat(groups.ofClaims("outbox", Map.of("groups", List.of("x")))).isEmpty();
        assertThat(groups.ofClaims("outbox", Map.of())).isEmpty();
        Operators roles = new Operators(Set.of("outbox"), "realm_access.roles");
        assertThat(roles.ofClaims("a", Map.of("realm_access", Map.of("roles", List.of("outbox")))))
                .isNotEmpty();
        assertThat(roles.ofClaims("a", Map.of("realm_access.roles", List.of("outbox"))))
                .isNotEmpty();
        assertThat(roles.ofClaims("a", Map.of("realm_access", "outbox"))).isEmpty();
    }

    @Test
    void areAllWhomAProviderLetsInWithAStar() {
        assertThat(new Operators(Set.of("*"), "groups").ofClaims("a", Map.of())).isNotEmpty();
    }
}
