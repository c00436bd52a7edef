package com.everyoneslecture.lecture.rest;

import com.everyoneslecture.outbox.service.page.PageModels;
import com.everyoneslecture.outbox.service.page.PageQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/lecture/readCategories")
class ReadCategoryController {

    private final ReadCategories categories;
    private final ReadCategoryLinks links;

    ReadCategoryController(ReadCategories categories, ReadCategoryLinks links) {
        this.categories = categories;
        this.links = links;
    }

    @GetMapping
    @Operation(summary = "A page of the categories that exist")
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = "integer", defaultValue = "0"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "integer", defaultValue = "20", maximum = "100"))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "categoryId or categoryName, then ,asc or ,desc; may be repeated",
            schema = @Schema(type = "string", example = "categoryName,desc"))
    PagedModel<Object> page(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        PageQuery query = PageQuery.parse(parameters, ReadCategories.SORTABLE);
        return PageModels.of(
                categories.page(query).stream().map(links::of).toList(),
                ReadCategoryModel.class,
                query,
                categories.count());
    }

    @GetMapping("/{id}")
    @Operation(summary = "One category; 404 for one that is deleted or has not arrived yet")
    ResponseEntity<ReadCategoryModel> one(@PathVariable long id) {
        return ResponseEntity.ok(links.of(
                categories.find(id).orElseThrow(() -> new NotFoundException("There is no category " + id + "."))));
    }
}
