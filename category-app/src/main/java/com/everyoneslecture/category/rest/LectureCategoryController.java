package com.everyoneslecture.category.rest;

import com.everyoneslecture.category.LectureCategory;
import com.everyoneslecture.category.LectureCategoryService;
import com.everyoneslecture.outbox.service.page.PageModels;
import com.everyoneslecture.outbox.service.page.PageQuery;
import com.everyoneslecture.outbox.service.problem.Findings;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Lecture categories over HTTP.
 *
 * <p>PUT and PATCH return 200 with the category after the change. If the name is the present one, nothing changes and the
 * ETag stays, so a repeated PUT has no effect, as HTTP requires. PUT creates nothing: ids are generated, so an unknown id
 * is 404.
 *
 * <p>A change without {@code If-Match} is made on any version, after the changes in progress; with it, only if no other request
 * changed the category since the client read it.
 */
@RestController
@OpenAPIDefinition(info = @Info(title = "Category service", version = "1"))
class LectureCategoryController implements LectureCategoryApi {

    private final LectureCategoryService service;

    LectureCategoryController(LectureCategoryService service) {
        this.service = service;
    }

    @Override
    public ResponseEntity<CategoryModel> create(JsonNode body) {
        LectureCategory category = service.create(CategoryBody.ofNew(body));
        CategoryModel model = CategoryModel.of(category);
        return ResponseEntity.created(
                        model.getRequiredLink(IanaLinkRelations.SELF).toUri())
                .eTag(EntityTags.of(category.version()))
                .body(model);
    }

    @Override
    public PagedModel<Object> page(MultiValueMap<String, String> parameters) {
        PageQuery query = PageQuery.parse(parameters, List.of("categoryId", "categoryName"));
        Page<LectureCategory> page = service.page(PageRequest.of(
                query.number(),
                query.size(),
                Sort.by(query.orders().stream()
                        .map(order -> order.descending()
                                ? Sort.Order.desc(order.property())
                                : Sort.Order.asc(order.property()))
                        .toList())));
        return PageModels.of(
                page.map(CategoryModel::of).getContent(), CategoryModel.class, query, page.getTotalElements());
    }

    @Override
    public ResponseEntity<CategoryModel> get(
            String categoryId, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        Conditions conditions = Conditions.of(ifMatch, ifNoneMatch);
        LectureCategory category = service.get(id(categoryId), conditions.toRead());
        return conditions.unmodified(category.version())
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(EntityTags.of(category.version()))
                        .build()
                : answer(category);
    }

    @Override
    public ResponseEntity<CategoryModel> replace(
            String categoryId, JsonNode body, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        long id = id(categoryId);
        Conditions conditions = Conditions.of(ifMatch, ifNoneMatch);
        return answer(service.rename(id, CategoryBody.ofReplacement(body, id), conditions.toChange()));
    }

    @Override
    public ResponseEntity<CategoryModel> patch(
            String categoryId, JsonNode body, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        long id = id(categoryId);
        Conditions conditions = Conditions.of(ifMatch, ifNoneMatch);
        return answer(CategoryBody.ofPatch(body, id)
                .map(name -> service.rename(id, name, conditions.toChange()))
                .orElseGet(() -> service.get(id, conditions.toChange())));
    }

    @Override
    public ResponseEntity<Void> delete(String categoryId, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        service.delete(id(categoryId), Conditions.of(ifMatch, ifNoneMatch).toChange());
        return ResponseEntity.noContent().build();
    }

    // Decimal digits only, because Spring's own conversion would also accept 0x1f or #1f.
    private static long id(String text) {
        Findings findings = new Findings();
        if (!text.matches("[0-9]{1,18}")) {
            findings.add("categoryId", "must be a number of up to 18 decimal digits");
        }
        findings.throwIfAny();
        return Long.parseLong(text);
    }

    private static ResponseEntity<CategoryModel> answer(LectureCategory category) {
        return ResponseEntity.ok().eTag(EntityTags.of(category.version())).body(CategoryModel.of(category));
    }
}
