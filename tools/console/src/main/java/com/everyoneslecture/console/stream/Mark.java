package com.everyoneslecture.console.stream;

import java.time.Instant;

/** A deliberate change of the system. */
public record Mark(Instant at, String text) {}
