package com.everyoneslecture.outbox.service.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;

/**
 * Makes the pool that Spring Boot configures under {@code spring.datasource} open its connections with a
 * {@link SessionDataSource}.
 */
public final class SessionPools implements BeanPostProcessor {

    private final SessionSettings settings;
    private final Environment environment;

    /**
     * @param settings of every session of the pool; statements of {@code connection-init-sql} come after them
     * @param environment contains the file of the password, if there is one; it is then read for each connection
     */
    public SessionPools(SessionSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
            Map<Object, Object> driver =
                    new HashMap<>(PasswordFile.properties(environment, "spring.datasource.password"));
            driver.putAll(pool.getDataSourceProperties());
            pool.setDataSource(SessionDataSource.of(
                    Objects.requireNonNull(pool.getJdbcUrl(), "spring.datasource.url"),
                    pool.getUsername(),
                    pool.getPassword(),
                    driver,
                    settings));
        }
        return bean;
    }

    /**
     * Returns the data source that opens a pool's connections.
     *
     * @throws IllegalArgumentException if {@link SessionPools} has not configured the pool
     */
    public static SessionDataSource of(HikariDataSource pool) {
        if (pool.getDataSource() instanceof SessionDataSource source) {
            return source;
        }
        throw new IllegalArgumentException("the pool " + pool.getPoolName() + " opens its connections by itself");
    }
}
