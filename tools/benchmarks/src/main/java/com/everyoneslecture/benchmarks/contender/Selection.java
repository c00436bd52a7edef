package com.everyoneslecture.benchmarks.contender;

import com.everyoneslecture.benchmarks.report.Progress;
import com.everyoneslecture.benchmarks.run.BenchmarkOptions;
import com.everyoneslecture.localstack.stack.Capture;
import java.util.List;

/** Selects the contenders of a benchmark. */
@FunctionalInterface
public interface Selection {

    /**
     * Returns the contenders.
     *
     * @param usual the captures of the relay of this build, if the options name none
     */
    List<Contender> of(BenchmarkOptions options, List<Capture> usual, Progress progress);
}
