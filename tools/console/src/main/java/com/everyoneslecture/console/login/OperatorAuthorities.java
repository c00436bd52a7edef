package com.everyoneslecture.console.login;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;

/** Gives the users of a provider the authorities that their claims entitle them to. */
final class OperatorAuthorities implements GrantedAuthoritiesMapper {

    private final Operators operators;

    OperatorAuthorities(Operators operators) {
        this.operators = operators;
    }

    @Override
    public Collection<? extends GrantedAuthority> mapAuthorities(Collection<? extends GrantedAuthority> authorities) {
        Set<GrantedAuthority> mapped = new HashSet<>();
        for (GrantedAuthority authority : authorities) {
            if (authority instanceof OAuth2UserAuthority user) {
                String name = String.valueOf(user.getAttributes().get(user.getUserNameAttributeName()));
                mapped.addAll(operators.ofClaims(name, claims(user)));
            }
        }
        return mapped;
    }

    private static Map<String, Object> claims(OAuth2UserAuthority user) {
        Map<String, Object> claims = new HashMap<>(user.getAttributes());
        if (user instanceof OidcUserAuthority oidc) {
            if (oidc.getUserInfo() != null) {
                claims.putAll(oidc.getUserInfo().getClaims());
            }
            // The claims of the signed token take precedence.
            claims.putAll(oidc.getIdToken().getClaims());
        }
        return claims;
    }
}
