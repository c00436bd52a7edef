package com.everyoneslecture.console.rest;

import com.everyoneslecture.console.demonstration.Component;
import com.everyoneslecture.console.demonstration.ComponentLog;
import com.everyoneslecture.console.demonstration.FaultInjection;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The faults of demonstration mode. */
@RestController
public class DemonstrationApi {

    private static final String NAME = "[a-z0-9-]{1,40}";

    private final SessionApi.Session session;
    private final FaultInjection faultInjection;

    public DemonstrationApi(SessionApi.Session session, FaultInjection faultInjection) {
        this.session = session;
        this.faultInjection = faultInjection;
    }

    @GetMapping("/api/components")
    @Operation(summary = "The processes of the system. Demonstration mode only.")
    public List<Component> components() {
        return required().components();
    }

    @GetMapping("/api/components/{name}/log")
    @Operation(summary = "The last 200 lines of a component's log, without secrets. Demonstration mode only.")
    public ComponentLog log(@PathVariable String name) {
        FaultInjection components = required();
        if (!name.matches(NAME)) {
            throw ConsoleProblems.of(HttpStatus.NOT_FOUND, "there is no component of this name");
        }
        return components.log(name);
    }

    @PostMapping("/api/components/{name}/{operation}")
    @Operation(summary = "kill, stop, start, pause or resume a component. Demonstration mode only.")
    public Component operate(@PathVariable String name, @PathVariable String operation) {
        if (!name.matches(NAME) || !operation.matches("kill|stop|start|pause|resume")) {
            throw ConsoleProblems.of(HttpStatus.NOT_FOUND, "there is no " + operation + " of " + name);
        }
        if (name.equals("console") && !operation.equals("start")) {
            throw ConsoleProblems.of(
                    HttpStatus.CONFLICT, "the console does not break itself: ./outbox " + operation + " console");
        }
        return required().operate(name, operation);
    }

    @PostMapping("/api/faults/drop-slot")
    @Operation(summary = "Ends the session that streams from the slot, and drops the slot. Demonstration mode only.")
    public JsonNode dropSlot() {
        return required().dropSlot();
    }

    @PostMapping("/api/faults/add-partitions")
    @Operation(summary = "Adds two partitions to the topic. Demonstration mode only.")
    public Map<String, String> addPartitions() throws ExecutionException, InterruptedException {
        try {
            return Map.of("done", session.topic() + " has " + required().addPartitions() + " partitions now");
        } catch (IllegalStateException e) {
            throw ConsoleProblems.of(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    @GetMapping("/api/demonstrations")
    @Operation(summary = "The demonstrations, and the one that began last. Demonstration mode only.")
    public JsonNode demonstrations(@RequestParam(defaultValue = "en") String language) {
        return required().demonstrations(known(language));
    }

    @PostMapping("/api/demonstrations/{step}")
    @Operation(
            summary =
                    "Begins a demonstration by its number; `next` performs the next step, `end` ends it and repairs what it broke. Demonstration mode only.")
    public JsonNode demonstrate(@PathVariable String step, @RequestParam(defaultValue = "en") String language) {
        FaultInjection demonstrations = required();
        if (!step.matches("[0-9]{1,4}|next|end")) {
            throw ConsoleProblems.of(HttpStatus.NOT_FOUND, "there is no step " + step);
        }
        return demonstrations.demonstrate(step, known(language));
    }

    private static String known(String language) {
        return language.equals("ko") ? "ko" : "en";
    }

    private FaultInjection required() {
        ConsoleProblems.requireDemonstration(session);
        return faultInjection;
    }
}
