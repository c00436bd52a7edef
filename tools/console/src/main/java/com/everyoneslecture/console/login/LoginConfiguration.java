package com.everyoneslecture.console.login;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationSuccessHandler;

/**
 * Puts logins in front of the console. Spring Security's CSRF protection is off: {@link com.everyoneslecture.console.guard.RequestGuard}
 * runs before, and checks origin and token.
 */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    /** The page shows that a provider did not admit the user. */
    private static final String FAILED = "/#login-failed";

    @Bean
    Access access(LoginSettings settings, LoginWays ways) {
        return new Access(settings.demonstration(), ways.exist(), settings.forReading());
    }

    @Bean
    AuthenticationManager passwordLogin(LoginSettings settings, Clock clock) {
        return new ProviderManager(
                new PasswordLogin(settings.passwords(), settings.operators(), new LoginThrottle(clock)));
    }

    @Bean
    LoginSession loginSession(AuthenticationManager passwords) {
        return new LoginSession(passwords);
    }

    @Bean
    Refusals refusals(Access access, LoginWays ways) {
        return new Refusals(access, ways.password());
    }

    @Bean
    SecurityFilterChain logins(
            HttpSecurity http, Access access, LoginWays ways, LoginSettings settings, Refusals refusals, Clock clock) {
        http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterBefore(new ChangeLog(access), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .anyRequest()
                        .access(access));
        if (ways.password()) {
            http.httpBasic(basic -> basic.authenticationEntryPoint(refusals));
        }
        if (!ways.providers().isEmpty()) {
            http.addFilterBefore(
                    new ProviderThrottle(new LoginThrottle(clock), refusals),
                    OAuth2AuthorizationRequestRedirectFilter.class);
            http.oauth2Login(login -> login.loginPage("/")
                    .successHandler(new Arrival())
                    .failureUrl(FAILED)
                    .userInfoEndpoint(
                            user -> user.userAuthoritiesMapper(new OperatorAuthorities(settings.operators()))));
        }
        return http.build();
    }

    /** Handles the return of a user from a provider. */
    private static final class Arrival extends SimpleUrlAuthenticationSuccessHandler {

        Arrival() {
            super("/");
            setAlwaysUseDefaultTargetUrl(true);
        }

        @Override
        public void onAuthenticationSuccess(
                HttpServletRequest request, HttpServletResponse response, Authentication user)
                throws IOException, ServletException {
            LoginSession.hasBegun(user, request);
            super.onAuthenticationSuccess(request, response, user);
        }
    }
}
