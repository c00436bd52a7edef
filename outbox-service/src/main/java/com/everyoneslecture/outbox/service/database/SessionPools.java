package com.everyoneslecture.outbox.service.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Lets the pool that Spring Boot configures under {@code spring.datasource} open its connections by a {@link SessionDataSource}. */
public final class SessionPools implements BeanPostProcessor {

    private final SessionSettings settings;

    /** @param settings of every session of the pool; statements of {@code connection-init-sql} come after them */
    public SessionPools(SessionSettings settings) {
        this.settings = settings;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
            pool.setDataSource(SessionDataSource.of(
                    Objects.requireNonNull(pool.getJdbcUrl(), "spring.datasource.url"),
                    pool.getUsername(),
                    pool.getPassword(),
                    pool.getDataSourceProperties(),
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
