package com.everyoneslecture.benchmarks.capture;

import java.util.List;

/** All figures of a run. */
record CaptureFigures(int rounds, List<LoadFigures> loads, List<Killed> killed, List<Failure> failures) {}
