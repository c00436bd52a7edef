package com.everyoneslecture.category.startup;

import com.everyoneslecture.category.CategoryProperties;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Provides the settings, and checks all of them before anything is built from one. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    static BeanFactoryPostProcessor settingsCheck(ConfigurableEnvironment environment) {
        // The pool would miss the password not before the first request.
        return beans -> Settings.checked(environment);
    }

    @Bean
    CategoryProperties categoryProperties(ConfigurableEnvironment environment) {
        return Settings.checked(environment);
    }
}
