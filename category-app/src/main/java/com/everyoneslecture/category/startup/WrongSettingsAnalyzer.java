package com.everyoneslecture.category.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints wrong settings in place of a stack trace. */
class WrongSettingsAnalyzer extends AbstractFailureAnalyzer<WrongSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WrongSettingsException cause) {
        return new FailureAnalysis(
                "The configuration is wrong:\n\n" + cause.getMessage(),
                "Correct these keys, in application.yaml or as environment variables, and start the service again.",
                cause);
    }
}
