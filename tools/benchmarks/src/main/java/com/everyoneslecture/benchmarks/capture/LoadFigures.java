package com.everyoneslecture.benchmarks.capture;

import java.util.List;

/** One load, drained by all. */
record LoadFigures(Load load, List<ContenderFigures> contenders) {}
