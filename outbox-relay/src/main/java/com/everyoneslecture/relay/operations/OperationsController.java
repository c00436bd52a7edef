package com.everyoneslecture.relay.operations;

import com.everyoneslecture.outbox.capture.finding.Finding;
import com.everyoneslecture.relay.replay.Plan;
import com.everyoneslecture.relay.replay.Replayed;
import com.everyoneslecture.relay.verify.Report;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers as the commands do with {@code --json}. */
@RestController
@RequestMapping(path = OperationsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class OperationsController {

    static final String PATH = "/operations";

    private final Operations operations;

    OperationsController(Operations operations) {
        this.operations = operations;
    }

    @GetMapping("/findings")
    List<Finding> findings() {
        return operations.findings();
    }

    @PostMapping(path = "/verifications", consumes = MediaType.APPLICATION_JSON_VALUE)
    Report verify(InputStream body) throws Exception {
        return operations.verify(Bodies.read(body, VerificationRequest.class).settings());
    }

    @PostMapping(path = "/replay-plans", consumes = MediaType.APPLICATION_JSON_VALUE)
    Plan plan(InputStream body) throws Exception {
        return operations.plan(Bodies.read(body, ReplayRequest.class).selection());
    }

    @PostMapping(path = "/replays", consumes = MediaType.APPLICATION_JSON_VALUE)
    Replayed replay(InputStream body) throws Exception {
        return operations.replay(Bodies.read(body, ReplayRequest.class).selection());
    }
}
