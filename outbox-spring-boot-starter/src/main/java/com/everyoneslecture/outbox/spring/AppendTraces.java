package com.everyoneslecture.outbox.spring;

import com.everyoneslecture.outbox.append.NewEvent;
import java.util.List;
import java.util.function.Consumer;

/** Continues the trace that the calling thread works for. */
@FunctionalInterface
interface AppendTraces {

    /** Knows no traces. */
    AppendTraces NONE = (events, insert) -> insert.accept(events);

    /**
     * Appends events as a part of the current trace.
     *
     * @param insert is called exactly once, with the events in their order; those without a trace have the current one, if there is one
     */
    void append(List<NewEvent> events, Consumer<List<NewEvent>> insert);
}
