package com.everyoneslecture.lecture.rest;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;

import com.everyoneslecture.outbox.inbox.Rebuild;
import com.everyoneslecture.outbox.inbox.Rebuilds;
import io.swagger.v3.oas.annotations.Operation;
import java.sql.SQLException;
import java.util.List;
import org.springframework.hateoas.CollectionModel;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.server.core.EmbeddedWrappers;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts and lists rebuilds. Another site's page cannot start one through a browser: JSON requires a CORS preflight, which
 * this service rejects.
 */
@RestController
@RequestMapping("/lecture/rebuilds")
class RebuildController {

    private static final int NEWEST = 10;

    private final Rebuilds rebuilds;

    RebuildController(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Empties the read model and reads the topic from its beginning; returns before that is done")
    ResponseEntity<RebuildModel> start(@RequestBody RebuildRequest request) throws SQLException {
        RebuildModel model = model(rebuilds.start(Boolean.TRUE.equals(request.evenIfIncomplete())));
        return ResponseEntity.accepted()
                .location(model.getRequiredLink("self").toUri())
                .body(model);
    }

    @GetMapping
    @Operation(summary = "The newest rebuilds, newest first")
    CollectionModel<?> newest() throws SQLException {
        List<RebuildModel> models =
                rebuilds.newest(NEWEST).stream().map(RebuildController::model).toList();
        Link self = linkTo(RebuildController.class).withSelfRel();
        return models.isEmpty()
                ? CollectionModel.of(List.of(new EmbeddedWrappers(false).emptyCollectionOf(RebuildModel.class)), self)
                : CollectionModel.of(models, self);
    }

    @GetMapping("/{id}")
    @Operation(summary = "The progress of a rebuild")
    RebuildModel one(@PathVariable long id) throws SQLException {
        return model(rebuilds.find(id).orElseThrow(() -> new NotFoundException("There is no rebuild " + id + ".")));
    }

    private static RebuildModel model(Rebuild rebuild) {
        return new RebuildModel(rebuild)
                .add(linkTo(RebuildController.class).slash(rebuild.generation()).withSelfRel());
    }
}
