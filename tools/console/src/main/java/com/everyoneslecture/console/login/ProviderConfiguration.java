package com.everyoneslecture.console.login;

import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;

/** OpenID Connect providers, which Spring Boot's own keys configure: {@code spring.security.oauth2.client}. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    @Bean
    LoginWays loginWays(LoginSettings settings, ObjectProvider<OAuth2ClientProperties> clients) {
        if (settings.demonstration()) {
            return new LoginWays(false, List.of());
        }
        List<LoginWays.Provider> providers = Optional.ofNullable(clients.getIfAvailable()).stream()
                .flatMap(properties -> properties.getRegistration().entrySet().stream())
                .map(registration -> new LoginWays.Provider(
                        Optional.ofNullable(registration.getValue().getClientName())
                                .orElse(registration.getKey()),
                        "oauth2/authorization/" + registration.getKey()))
                .sorted(Comparator.comparing(LoginWays.Provider::name))
                .toList();
        if (!providers.isEmpty() && settings.operators().names().isEmpty()) {
            throw new WrongConfigurationException(Map.of(
                    "console.login.operators",
                    "is missing: name the users of the provider who may change something, or * for all of them"));
        }
        return new LoginWays(!settings.passwords().isEmpty(), providers);
    }

    /** Fetches the addresses of the providers at the first login, so that the console starts without them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnOAuth2ClientRegistrationProperties
    @EnableConfigurationProperties(OAuth2ClientProperties.class)
    static class Registrations {

        @Bean
        ClientRegistrationRepository registrations(OAuth2ClientProperties properties) {
            return new SupplierClientRegistrationRepository(() ->
                    new InMemoryClientRegistrationRepository(List.copyOf(new OAuth2ClientPropertiesMapper(properties)
                            .asClientRegistrations()
                            .values())));
        }
    }
}
