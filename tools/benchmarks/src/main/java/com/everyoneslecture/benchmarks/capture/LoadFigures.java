package com.everyoneslecture.benchmarks.capture;

import java.util.List;

/** The figures of all contenders for one load. */
record LoadFigures(Load load, List<ContenderFigures> contenders) {}
