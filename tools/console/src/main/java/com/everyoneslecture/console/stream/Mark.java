package com.everyoneslecture.console.stream;

import java.time.Instant;

/** Something that was done to the system on purpose. */
public record Mark(Instant at, String text) {}
