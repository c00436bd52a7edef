package com.everyoneslecture.localstack.cli;

/** Colours, if the output is a terminal; the script passes that. */
enum Terminal {
    GREEN("32"),
    RED("31"),
    YELLOW("33"),
    BOLD("1");

    private static final boolean COLOURED = Boolean.getBoolean("outbox.terminal");

    private final String code;

    /** Returns whether the output is a terminal that understands colours and a rewritten line. */
    static boolean isThere() {
        return COLOURED;
    }

    Terminal(String code) {
        this.code = code;
    }

    String of(String text) {
        return COLOURED ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
