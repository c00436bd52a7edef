package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CategorySettingsTest {

    private static final Map<String, Object> NEEDED = Map.of(
            "spring.datasource.url", "jdbc:postgresql://127.0.0.1:15432/category",
            "spring.datasource.username", "category_app",
            "spring.datasource.password", "very secret");

    @Test
    void haveDefaults() {
        assertThat(checked(Map.of())).isEqualTo(new CategoryProperties(ZoneId.of("Asia/Seoul"), 16384, List.of()));
    }

    @Test
    void canAllBeSet() {
        assertThat(checked(Map.of("category.time-zone", "UTC", "category.max-body-bytes", "2048")))
                .isEqualTo(new CategoryProperties(ZoneId.of("UTC"), 2048, List.of()));
    }

    @Test
    void takeHostsByNameAndAddress() {
        assertThat(checked(Map.of("category.hosts", "shop.example, 10.0.0.1, [2001:db8::1]"))
                        .hosts())
                .containsExactly("shop.example", "10.0.0.1", "[2001:db8::1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "category.time-zone | Asia/Sol | category.time-zone 'Asia/Sol' is not a ZoneId",
                "category.max-body-bytes | 1023 | category.max-body-bytes must be greater than or equal to 1024",
                "category.max-body-bytes | 1048577 | category.max-body-bytes must be less than or equal to 1048576",
                "category.max-body-bytes | 16KB | category.max-body-bytes '16KB' is not a whole number",
                "category.hosts | shop:8081 | must be names or addresses, without ports",
                "category.zone | UTC | category.zone is not a known key",
                "spring.datasource.url | jdbc:h2:mem:a | spring.datasource.url (environment variable"
                        + " SPRING_DATASOURCE_URL) must be a PostgreSQL JDBC URL",
                "spring.datasource.url | jdbc:postgresql://category_app:hidden@host/category | spring.datasource.url",
                "spring.datasource.username | '' | SPRING_DATASOURCE_USERNAME) must be the role category_app",
                "spring.datasource.password | '' | SPRING_DATASOURCE_PASSWORD) is missing",
            })
    void refuseWhatTheServiceCannotRunWith(String key, String value, String message) {
        assertThatThrownBy(() -> checked(Map.of(key, value)))
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nameEveryWrongKeyAtOnceAndNoSecret() {
        Map<String, Object> wrong = Map.of(
                "category.time-zone", "?",
                "category.max-body-bytes", "0",
                "spring.datasource.url", "jdbc:mysql://user:hidden@host/category",
                "spring.datasource.username", " ");

        assertThatThrownBy(() -> checked(wrong))
                .hasMessageContainingAll(
                        "category.time-zone",
                        "category.max-body-bytes",
                        "spring.datasource.url",
                        "spring.datasource.username")
                .message()
                .doesNotContain("hidden", "very secret");
    }

    @Test
    void comeFromTheEnvironment() {
        assertThat(checked(Map.of(), Map.of("CATEGORY_TIMEZONE", "UTC", "CATEGORY_MAXBODYBYTES", "2048")))
                .isEqualTo(new CategoryProperties(ZoneId.of("UTC"), 2048, List.of()));
    }

    @Test
    void areNotConfusedWithVariablesThatOnlyLookLikeThem() {
        Map<String, Object> others = Map.of(
                "CATEGORY_APP_PORT",
                "tcp://10.0.0.1:8081",
                "CATEGORY_APP_PORT_8081_TCP_ADDR",
                "10.0.0.1",
                "CATEGORY_APP_SERVICE_HOST",
                "10.0.0.1",
                "CATEGORY_DB_PORT",
                "tcp://10.0.0.2:5432",
                "CATEGORY_APP_PASSWORD",
                "secret");

        assertThat(checked(Map.of(), others)).isEqualTo(checked(Map.of()));
    }

    private static CategoryProperties checked(Map<String, Object> settings) {
        return checked(settings, Map.of());
    }

    private static CategoryProperties checked(Map<String, Object> settings, Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(NEEDED);
        all.putAll(settings);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return CategorySettings.checked(environment);
    }
}
