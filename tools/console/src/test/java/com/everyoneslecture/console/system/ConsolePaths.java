package com.everyoneslecture.console.system;

import java.util.List;

/** Paths of the console. */
final class ConsolePaths {

    /** All paths except those that break a component of the system. */
    static final List<String> ALL = List.of(
            "/",
            "/icon.svg",
            "/api/session",
            "/api/flow",
            "/api/history",
            "/api/stream",
            "/api/topics",
            "/api/topics/categoryChanged",
            "/api/topics/categoryChanged/records",
            "/api/topics/categoryChanged/records?key=1",
            "/api/rebalances",
            "/api/demonstrations",
            "/api/components/kafka/log",
            "/api/parked-keys",
            "/api/parked-keys/retries",
            "/api/parked-keys/discards",
            "/api/login",
            "/api/logout",
            "/api/events",
            "/api/events?category=1",
            "/api/dead-letters",
            "/api/dead-letters/retries",
            "/api/findings",
            "/api/verifications",
            "/api/replay-plans",
            "/api/replays",
            "/api/components",
            "/api/faults",
            "/category/lectureCategories",
            "/category/lectureCategories/1",
            "/lecture/readCategories",
            "/lecture/readCategories/1",
            "/lecture/rebuilds",
            "/actuator/health",
            "/v3/api-docs",
            "/error");

    private ConsolePaths() {}
}
