package com.everyoneslecture.category.startup;

import java.util.List;

/** Settings that the service cannot start with; the message has a line for each. */
class WrongSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongSettingsException(List<String> wrong) {
        super(String.join("\n", wrong));
    }
}
