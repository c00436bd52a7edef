package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.LectureCategory;
import com.everyoneslecture.category.LectureCategoryService;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.MediaTypes;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Lecture categories over HTTP.
 *
 * <p>PUT and PATCH answer 200 with the category as it is then. One that gives a category the name that it has changes
 * nothing: the ETag stays, so that repeating a PUT leaves no trace, as HTTP promises. PUT creates nothing: ids are
 * generated, so an unknown one is 404.
 *
 * <p>A change without {@code If-Match} is made whatever the version, after those that are being made at that moment; with
 * it, only if nobody changed the category since the client read it.
 */
@RestController
@RequestMapping(
        path = LectureCategoryController.PATH,
        produces = {MediaTypes.HAL_JSON_VALUE, MediaType.APPLICATION_JSON_VALUE})
class LectureCategoryController implements LectureCategoryApi {

    static final String PATH = "/category/lectureCategories";
    static final String MERGE_PATCH = "application/merge-patch+json";

    private final LectureCategoryService service;

    LectureCategoryController(LectureCategoryService service) {
        this.service = service;
    }

    @Override
    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, MediaTypes.HAL_JSON_VALUE})
    public ResponseEntity<CategoryModel> create(@RequestBody JsonNode body) {
        LectureCategory category = service.create(CategoryBody.ofNew(body));
        CategoryModel model = CategoryModel.of(category);
        URI self = model.getRequiredLink(IanaLinkRelations.SELF).toUri();
        return ResponseEntity.created(self)
                .eTag(EntityTags.of(category.version()))
                .body(model);
    }

    @Override
    @GetMapping
    public PagedModel<Object> page(@RequestParam MultiValueMap<String, String> parameters) {
        PageQuery query = PageQuery.parse(
                parameters.getFirst("page"), parameters.getFirst("size"), parameters.getOrDefault("sort", List.of()));
        return CategoryPageModel.of(service.page(query.pageable()), query);
    }

    @Override
    @GetMapping("/{categoryId}")
    public ResponseEntity<CategoryModel> get(
            @PathVariable String categoryId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        Conditions conditions = Conditions.of(ifMatch, ifNoneMatch);
        LectureCategory category = service.get(CategoryId.parse(categoryId), conditions.toRead());
        return conditions.unmodified(category.version())
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(EntityTags.of(category.version()))
                        .build()
                : answer(category);
    }

    @Override
    @PutMapping(
            path = "/{categoryId}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaTypes.HAL_JSON_VALUE})
    public ResponseEntity<CategoryModel> replace(
            @PathVariable String categoryId,
            @RequestBody JsonNode body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        long id = CategoryId.parse(categoryId);
        Conditions conditions = Conditions.of(ifMatch, ifNoneMatch);
        return answer(service.rename(id, CategoryBody.ofReplacement(body, id), conditions.toChange()));
    }

    @Override
    @PatchMapping(
            path = "/{categoryId}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    public ResponseEntity<CategoryModel> patch(
            @PathVariable String categoryId,
            @RequestBody JsonNode body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        long id = CategoryId.parse(categoryId);
        Conditions conditions = Conditions.of(ifMatch, ifNoneMatch);
        return answer(CategoryBody.ofPatch(body, id)
                .map(name -> service.rename(id, name, conditions.toChange()))
                .orElseGet(() -> service.get(id, conditions.toChange())));
    }

    @Override
    @DeleteMapping("/{categoryId}")
    public ResponseEntity<Void> delete(
            @PathVariable String categoryId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        service.delete(
                CategoryId.parse(categoryId),
                Conditions.of(ifMatch, ifNoneMatch).toChange());
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<CategoryModel> answer(LectureCategory category) {
        return ResponseEntity.ok().eTag(EntityTags.of(category.version())).body(CategoryModel.of(category));
    }
}
