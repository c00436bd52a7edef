package com.everyoneslecture.console.login;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Decides which users may change something.
 *
 * @param names names of users, or values of the claim; {@code *}: all whom a provider admits; empty: all users with passwords
 * @param claim the claim of an OpenID Connect provider that is compared, with dots between nested names; null: the user's name
 */
public record Operators(Set<String> names, @Nullable String claim) {

    /** The authority of an operator. */
    static final GrantedAuthority AUTHORITY = new SimpleGrantedAuthority("OPERATOR");

    private static final String ALL = "*";

    public Operators {
        names = Set.copyOf(names);
    }

    /** Returns the authorities of a user with a password. */
    Collection<GrantedAuthority> ofName(String name) {
        return names.isEmpty() || names.contains(ALL) || names.contains(name) ? Set.of(AUTHORITY) : Set.of();
    }

    /**
     * Returns the authorities of a user of a provider.
     *
     * @param name the value of the provider's user name attribute
     * @param claims the claims of the user, as the provider has signed or sent them
     */
    Collection<GrantedAuthority> ofClaims(String name, Map<String, Object> claims) {
        return claim == null ? ofName(name) : ofValue(claimed(claims, claim));
    }

    private Collection<GrantedAuthority> ofValue(@Nullable Object value) {
        Collection<?> values =
                value instanceof Collection<?> several ? several : value == null ? List.of() : List.of(value);
        return names.contains(ALL) || values.stream().anyMatch(one -> names.contains(String.valueOf(one)))
                ? Set.of(AUTHORITY)
                : Set.of();
    }

    private static @Nullable Object claimed(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        int dot = path.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> nested
                ? claimed(nested, path.substring(dot + 1))
                : null;
    }
}
