package com.everyoneslecture.outbox.service.configuration;

import java.util.Map;
import java.util.stream.Collectors;

/** The configuration is wrong. The message names every wrong key, a line each. */
public final class WrongConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param problems the error of each wrong key, by key */
    public WrongConfigurationException(Map<String, String> problems) {
        super(problems.entrySet().stream()
                .map(problem -> "  " + problem.getKey() + " " + problem.getValue())
                .collect(Collectors.joining("\n")));
    }
}
