package com.everyoneslecture.benchmarks.start;

/** The ways to start. */
enum Way {
    WITHOUT("without archives"),
    WITH("with archives");

    private final String text;

    Way(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
