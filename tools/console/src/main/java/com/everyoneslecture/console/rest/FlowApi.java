package com.everyoneslecture.console.rest;

import com.everyoneslecture.console.event.EventTail;
import com.everyoneslecture.console.event.EventTimeline;
import com.everyoneslecture.console.flow.Flow;
import com.everyoneslecture.console.flow.FlowSnapshot;
import com.everyoneslecture.console.flow.Rebalances;
import com.everyoneslecture.console.login.LoginSession;
import com.everyoneslecture.console.stream.History;
import com.everyoneslecture.console.stream.LiveStream;
import com.everyoneslecture.console.stream.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The pipeline and its events. */
@RestController
public class FlowApi {

    private static final int MOST_EVENTS = 500;

    private final Flow flow;
    private final EventTail tail;
    private final History history;
    private final LiveStream stream;
    private final SearchLimit searches;
    private final LoginSession logins;

    FlowApi(Flow flow, EventTail tail, History history, LiveStream stream, SearchLimit searches, LoginSession logins) {
        this.flow = flow;
        this.tail = tail;
        this.history = history;
        this.stream = stream;
        this.searches = searches;
        this.logins = logins;
    }

    @GetMapping("/api/flow")
    @Operation(summary = "The current health of every stage of the pipeline. Unknown values are null.")
    public FlowSnapshot flow() throws InterruptedException {
        return flow.snapshot(tail.figures());
    }

    @GetMapping("/api/history")
    @Operation(summary = "A sample for each of the last seconds in which a page was open, and the injected faults.")
    public History.Remembered history() {
        return history.remembered();
    }

    @GetMapping("/api/rebalances")
    @Operation(summary = "The last rebalances of the group that were seen while a page was open, the newest first.")
    public List<Rebalances.Rebalance> rebalances() {
        return flow.rebalances().newest();
    }

    @GetMapping(path = "/api/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary =
                    "Server-sent events: `flow` every other second, `events` that are new or have progressed, `mark`. The stream ends with the caller's login.")
    public SseEmitter stream(HttpServletRequest request, HttpServletResponse response) {
        // Proxies must pass on each event at once: nginx reads the first, and a proxy that compresses the second.
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform");
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            // Otherwise it would stay open for ever: without a body, no write fails.
            SseEmitter ended = new SseEmitter();
            ended.complete();
            return ended;
        }
        Viewer viewer = stream.watch(request.getRemoteAddr());
        viewer.emitter().onCompletion(logins.atEnd(request, viewer::close));
        return viewer.emitter();
    }

    @GetMapping("/api/events")
    @Operation(summary = "The newest events, or those of a category, newest first, with the progress of each.")
    public List<EventTimeline> events(
            @RequestParam(required = false) @Nullable String category, @RequestParam(defaultValue = "50") int limit)
            throws Exception {
        if (limit < 1 || limit > MOST_EVENTS) {
            throw ConsoleProblems.of(
                    HttpStatus.BAD_REQUEST, "limit must be from 1 to " + MOST_EVENTS + ", but is " + limit);
        }
        if (category != null) {
            return searches.run(() -> tail.of(category, limit));
        }
        if (!stream.isWatched()) {
            tail.step();
        }
        return tail.newest(limit);
    }
}
