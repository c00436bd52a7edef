package com.everyoneslecture.benchmarks.run;

import com.everyoneslecture.benchmarks.report.Findings;
import com.everyoneslecture.benchmarks.report.Progress;

/**
 * One measurement. An implementation is annotated with picocli's {@code @Command}, for its name and help, and may have its own options
 * besides the common ones. Their defaults are the fields' initial values, because they cannot be set when all benchmarks run.
 */
public interface Benchmark {

    /**
     * Starts the servers that it needs, measures, and leaves no process running, even if it fails.
     *
     * @throws OptionsException at once, if its own options are invalid
     */
    Findings run(BenchmarkOptions options, Progress progress) throws Exception;
}
