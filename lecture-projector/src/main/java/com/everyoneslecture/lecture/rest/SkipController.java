package com.everyoneslecture.lecture.rest;

import com.everyoneslecture.outbox.inbox.Inbox;
import com.everyoneslecture.outbox.inbox.Skips.Skipped;
import com.everyoneslecture.outbox.service.problem.InvalidRequestException;
import io.swagger.v3.oas.annotations.Operation;
import java.sql.SQLException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Skips records that do not fit into memory. */
@RestController
@RequestMapping("/lecture/skips")
class SkipController {

    private final Inbox inbox;

    SkipController(Inbox inbox) {
        this.inbox = inbox;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Skips the record that does not fit into memory and has halted this service, no other record")
    Skipped skip(@RequestBody SkipRequest request) throws SQLException {
        if (request.partition() == null || request.offset() == null) {
            throw new InvalidRequestException(
                    "The body must name both, such as {\"partition\": 0, \"offset\": 7}: the health endpoint shows which record it is.");
        }
        String topic = inbox.states().keySet().iterator().next();
        return inbox.skip(topic, request.partition(), request.offset());
    }
}
