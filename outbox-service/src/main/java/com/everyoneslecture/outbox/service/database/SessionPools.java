package com.everyoneslecture.outbox.service.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;

/** Lets the pool that Spring Boot configures under {@code spring.datasource} open its connections by a {@link SessionDataSource}. */
public final class SessionPools implements BeanPostProcessor {

    private final SessionSettings settings;
    private final Environment environment;

    /**
     * @param settings of every session of the pool; statements of {@code connection-init-sql} come after them
     * @param environment says whether the password is from a file, which is then read for each connection
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
     * Returns what opens a pool's connections.
     *
     * @throws IllegalArgumentException if the pool is none that {@link SessionPools} has set up
     */
    public static SessionDataSource of(HikariDataSource pool) {
        if (pool.getDataSource() instanceof SessionDataSource source) {
            return source;
        }
        throw new IllegalArgumentException("the pool " + pool.getPoolName() + " opens its connections by itself");
    }
}
