package com.everyoneslecture.outbox.service.configuration;

import java.util.Map;
import org.springframework.core.env.Environment;

/** A rule that the types of a service's settings cannot express, because it needs the environment that they come from. */
public interface ConfigurationRule {

    /**
     * Checks the environment.
     *
     * @param problems by key, added to
     */
    void check(Environment environment, Map<String, String> problems);
}
