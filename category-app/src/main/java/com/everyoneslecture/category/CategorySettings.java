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

/** Checks every setting, those of the database too, before a bean is built from one. */
@Configuration(proxyBeanMethods = false)
class CategorySettings {

    @Bean
    static BeanFactoryPostProcessor settingsCheck(Environment environment) {
        // Without it, the pool would miss the password only at the first request.
        return beans -> checked(environment);
    }

    /** In place of Spring Boot's, which does not say why. */
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
