package com.everyoneslecture.chaos.run;

import com.everyoneslecture.chaos.fault.FaultSequence.Step;
import com.everyoneslecture.chaos.guarantee.DiesOfFaultsOnly;
import com.everyoneslecture.chaos.guarantee.HaltsForAReason;
import com.everyoneslecture.chaos.guarantee.PublishesOnlyByItsLedger;
import com.everyoneslecture.chaos.guarantee.ReadModelConverges;
import com.everyoneslecture.chaos.guarantee.Recovers;
import com.everyoneslecture.chaos.guarantee.Verdicts;
import com.everyoneslecture.chaos.load.Journals;
import com.everyoneslecture.chaos.load.Load;
import com.everyoneslecture.chaos.observe.NoJudgementException;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run on one stack. */
public final class ChaosRun {

    private final Stack stack;
    private final RunSettings settings;
    private final RunListener listener;
    private final Stopwatch time = new Stopwatch();
    private final Verdicts verdicts;
    private final Journals journals = new Journals();
    private final Watch watch;
    private final Load load;
    private final Recovery recovery;
    private final HaltsForAReason halts;
    private final DiesOfFaultsOnly deaths;
    private final Recovers recovers;
    private final PublishesOnlyByItsLedger ledger;
    private final Comparisons comparisons = new Comparisons(this::compared);
    private final List<FaultRecord> faults = new ArrayList<>();
    private Optional<Thread> breaking = Optional.empty();
    private Optional<Breaking> broken = Optional.empty();
    private boolean stopped;
    private final Sampler sampler;

    /** Starts nothing yet. The caller starts and closes the stack. */
    public ChaosRun(Stack stack, RunSettings settings, RunListener listener) {
        this.stack = stack;
        this.settings = settings;
        this.listener = listener;
        this.verdicts = new Verdicts(listener::broken);
        this.watch = new Watch(stack, journals, verdicts);
        this.load = new Load(stack, journals, settings.eventsPerSecond(), settings.seed());
        this.recovery = new Recovery(stack, watch, load, settings.eventsPerSecond());
        this.halts = new HaltsForAReason(verdicts, stack.relay() == RelayProgram.CONNECT);
        this.deaths = new DiesOfFaultsOnly(verdicts);
        this.recovers = new Recovers(verdicts);
        this.ledger = new PublishesOnlyByItsLedger(verdicts);
        this.sampler = new Sampler(time, watch, listener);
    }

    /** Ends the run early. Any thread may call it: no further fault is injected, everything is restored, and all is judged as at any end. */
    public synchronized void stop() {
        stopped = true;
        breaking.ifPresent(Thread::interrupt);
    }

    /**
     * Runs to the end, or until it is stopped, and returns the judgement.
     *
     * @throws NoJudgementException if a part of this program has failed before a violation was found; nothing is restored then. A
     *     violation that was found before stays one
     */
    public Result run() {
        try (watch;
                load;
                sampler) {
            watch.start();
            load.start();
            sampler.start();
            boolean complete = breakAndJudge();
            return result(end(), complete);
        } catch (NoJudgementException e) {
            return violated(e);
        } catch (Error e) {
            return violated(new NoJudgementException("the run has ended: " + e, e));
        }
    }

    private Result violated(NoJudgementException failure) {
        if (verdicts.all().isEmpty()) {
            throw failure;
        }
        listener.doing("ending early: " + failure.getMessage());
        return result(0, false);
    }

    private Result result(long categories, boolean complete) {
        return new Result(
                settings,
                faults,
                verdicts.all(),
                verdicts.allowed(),
                comparisons.byFault(Map.of(ReadModelConverges.class.getSimpleName(), categories)),
                sampler.samples(),
                watch.counts(categories),
                time.millis(),
                complete);
    }

    private boolean breakAndJudge() {
        try {
            begin();
            listener.doing("writes begin");
            recovery.judge(recovery.await());
            judgeComponents();
            long end = time.millis() + settings.duration().toMillis();
            for (Optional<Step> step = settings.faults().next();
                    step.isPresent() && time.millis() < end;
                    step = settings.faults().next()) {
                apply(step.get());
            }
            return true;
        } catch (InterruptedException e) {
            listener.doing("ending early");
            return false;
        } catch (NoJudgementException e) {
            throw e;
        } catch (RuntimeException e) {
            recovers.stuck(e);
            return false;
        } finally {
            over();
        }
    }

    private synchronized void begin() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException();
        }
        breaking = Optional.of(Thread.currentThread());
    }

    /** Prevents interrupts from now on: restoring and judging run to their end, within their bounds. */
    private synchronized void over() {
        breaking = Optional.empty();
        boolean unused = Thread.interrupted();
    }

    private void apply(Step step) throws InterruptedException {
        Optional<String> obstacle = step.fault().obstacle(stack);
        if (obstacle.isPresent()) {
            listener.leavingOut(step, obstacle.get());
            TimeUnit.MILLISECONDS.sleep(step.quiet().toMillis());
            return;
        }
        verdicts.during(step.fault().name());
        comparisons.during(step.fault().name());
        halts.during(step.fault().relaxes().contains(HaltsForAReason.NAME));
        listener.breaking(step);
        Breaking fault = Breaking.of(step.fault(), watch, recovery, journals, ledger);
        broken = Optional.of(fault);
        long injected = time.millis();
        fault.inject(stack);
        TimeUnit.MILLISECONDS.sleep(step.hold().toMillis());
        listener.lifting(step);
        long lifted = time.millis();
        fault.lift(stack);
        long serving = time.millis();
        String snapshot = recovery.await();
        fault.settle(snapshot);
        long recovered = time.millis();
        recovery.judge(snapshot);
        recovers.recovered();
        broken = Optional.empty();
        FaultRecord over = new FaultRecord(step.fault().name(), injected, lifted, serving, recovered, time.millis());
        faults.add(over);
        listener.over(over);
        TimeUnit.MILLISECONDS.sleep(step.quiet().toMillis());
        judgeComponents();
    }

    private Map<String, Long> compared() {
        Map<String, Long> all = new HashMap<>(watch.compared());
        all.put(HaltsForAReason.class.getSimpleName(), halts.judged());
        all.put(DiesOfFaultsOnly.class.getSimpleName(), deaths.judged());
        all.put(Recovers.class.getSimpleName(), recovers.judged());
        all.put(PublishesOnlyByItsLedger.NAME, ledger.judged());
        return all;
    }

    /** Judges what the components themselves have done since the last call. */
    private void judgeComponents() {
        halts.judge(stack.halts());
        deaths.judge(stack.deaths());
    }

    /** Returns the number of categories at the end. */
    private long end() {
        try {
            listener.doing("repairing the system");
            restore();
            load.close();
            listener.doing("waiting for the remaining events, then checking the guarantees");
            return new Ending(watch, recovery).judge();
        } catch (InterruptedException e) {
            recovers.stuck(new IllegalStateException("interrupted before all guarantees were checked", e));
            return 0;
        } catch (NoJudgementException e) {
            throw e;
        } catch (RuntimeException e) {
            recovers.stuck(e);
            load.close();
            return 0;
        } finally {
            judgeComponents();
        }
    }

    /** First undoes the last fault, whose effects the stack does not know: a service may be unable to serve before. */
    private void restore() throws InterruptedException {
        try {
            if (broken.isPresent()) {
                broken.get().lift(stack);
            }
            lookForDead();
        } finally {
            stack.heal();
        }
        if (broken.isPresent()) {
            broken.get().settle(recovery.snapshot());
        }
    }

    /** Reports components that do not serve although no fault holds: the repair starts them again, and would hide that. */
    private void lookForDead() throws InterruptedException {
        if (recovers.isStuck()) {
            return;
        }
        try {
            listener.doing("waiting until all components serve");
            recovery.awaitServing();
        } catch (StuckException e) {
            recovers.stuck(e);
        }
    }
}
