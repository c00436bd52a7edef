package com.everyoneslecture.benchmarks.run;

import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;

/**
 * One thing that is measured. An implementation is annotated with picocli's {@code @Command}, for its name and help, and may
 * have options of its own beside those that all have; their defaults are the fields' initial values, for they are not asked
 * for when all benchmarks run.
 */
public interface Benchmark {

    /**
     * Starts what it needs, measures, and leaves nothing running, however it ends.
     *
     * @throws OptionsException at once, if options of its own make no sense
     */
    Findings run(BenchmarkOptions options, Progress progress) throws Exception;
}
