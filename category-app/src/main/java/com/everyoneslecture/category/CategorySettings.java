package com.everyoneslecture.category;

import com.everyoneslecture.outbox.service.configuration.Requirement;
import com.everyoneslecture.outbox.service.configuration.StrictConfiguration;
import com.everyoneslecture.outbox.service.database.DatabaseHealth;
import com.everyoneslecture.outbox.service.database.SessionPools;
import com.everyoneslecture.outbox.service.database.SessionSettings;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Checks every setting, including those of the database, before a bean uses it. */
@Configuration(proxyBeanMethods = false)
class CategorySettings {

    @Bean
    static BeanFactoryPostProcessor settingsCheck(Environment environment) {
        // Without this check, the pool would report a missing password only at the first request.
        return beans -> checked(environment);
    }

    /** Replaces Spring Boot's, which does not report the reason. */
    @Bean
    DatabaseHealth dbHealthIndicator(DataSource database) {
        return new DatabaseHealth(database);
    }

    @Bean
    static SessionPools sessions(Environment environment) {
        return new SessionPools(new SessionSettings("8s", "4s", "15s"), environment);
    }

    @Bean
    CategoryProperties categoryProperties(Environment environment) {
        return checked(environment);
    }

    static CategoryProperties checked(Environment environment) {
        return StrictConfiguration.bind(
                environment,
                "category",
                CategoryProperties.class,
                Requirement.dataSource("jdbc:postgresql://127.0.0.1:15432/category", "category_app"));
    }
}
