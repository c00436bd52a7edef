package com.everyoneslecture.category;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.testservices.TestDatabase;
import com.everyoneslecture.testservices.TestPostgres;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The database that all tests of the running service share, and the settings that connect the service to it. */
public final class CategoryDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final TestDatabase DATABASE = TestPostgres.shared().create(Schema.CATEGORY);

    /** Returns the settings that connect the service to a database. */
    public static Map<String, Object> settings(TestDatabase database) {
        return Map.of(
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.password", database.password("category_app"));
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("database", settings(DATABASE)));
    }
}
