package com.everyoneslecture.outbox.service.configuration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot print the wrong keys in place of a stack trace. */
final class WrongConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<WrongConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongConfigurationException cause) {
        return new FailureAnalysis(
                "The configuration is wrong:\n\n" + cause.getMessage(),
                "Correct these keys, in application.yaml or as environment variables: a.b-c is A_BC there.",
                cause);
    }
}
