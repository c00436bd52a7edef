package com.everyoneslecture.category.rest;

import com.everyoneslecture.outbox.service.page.PageQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.MediaTypes;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
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
import tools.jackson.databind.JsonNode;

/** The addresses, headers and media types, and their description in the OpenAPI document. */
@Tag(name = "Lecture categories")
@ApiResponse(
        responseCode = "default",
        description = "An error, as RFC 9457 describes it; `errors` names each wrong field",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = ProblemDetail.class)))
@RequestMapping(
        path = LectureCategoryApi.PATH,
        produces = {MediaTypes.HAL_JSON_VALUE, MediaType.APPLICATION_JSON_VALUE})
interface LectureCategoryApi {

    String PATH = "/category/lectureCategories";

    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, MediaTypes.HAL_JSON_VALUE})
    @Operation(summary = "Create a category", description = "The id is generated; one in the body is ignored.")
    @ApiResponse(
            responseCode = "201",
            description = "Created",
            headers = {@Header(name = "Location"), @Header(name = "ETag")})
    ResponseEntity<CategoryModel> create(
            @RequestBody @Parameter(schema = @Schema(implementation = NewName.class)) JsonNode body);

    @GetMapping
    @Operation(summary = "Read a page of categories")
    @Parameter(
            name = "page",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "integer", minimum = "0", maximum = "" + PageQuery.MAX_NUMBER, defaultValue = "0"))
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = "integer",
                            minimum = "1",
                            maximum = "" + PageQuery.MAX_SIZE,
                            defaultValue = "" + PageQuery.DEFAULT_SIZE))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            array =
                    @ArraySchema(
                            schema = @Schema(type = "string", pattern = "(categoryId|categoryName)(,(asc|desc))?")))
    @ApiResponse(responseCode = "200", description = "The page")
    PagedModel<Object> page(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters);

    @GetMapping("/{categoryId}")
    @Operation(summary = "Read a category")
    @ApiResponse(responseCode = "200", description = "The category", headers = @Header(name = "ETag"))
    @ApiResponse(responseCode = "304", description = "The ETag matches If-None-Match", content = @Content)
    ResponseEntity<CategoryModel> get(
            @PathVariable @Parameter(schema = @Schema(type = "integer", format = "int64")) String categoryId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch);

    @PutMapping(
            path = "/{categoryId}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaTypes.HAL_JSON_VALUE})
    @Operation(summary = "Replace a category", description = "The present name changes nothing.")
    @ApiResponse(responseCode = "200", description = "The present category", headers = @Header(name = "ETag"))
    ResponseEntity<CategoryModel> replace(
            @PathVariable @Parameter(schema = @Schema(type = "integer", format = "int64")) String categoryId,
            @RequestBody @Parameter(schema = @Schema(implementation = NewName.class)) JsonNode body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch);

    @PatchMapping(
            path = "/{categoryId}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    @Operation(summary = "Change a category by a merge patch (RFC 7396)")
    @ApiResponse(responseCode = "200", description = "The present category", headers = @Header(name = "ETag"))
    ResponseEntity<CategoryModel> patch(
            @PathVariable @Parameter(schema = @Schema(type = "integer", format = "int64")) String categoryId,
            @RequestBody @Parameter(schema = @Schema(implementation = NamePatch.class)) JsonNode body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch);

    @DeleteMapping("/{categoryId}")
    @Operation(summary = "Delete a category")
    @ApiResponse(responseCode = "204", description = "Deleted", content = @Content)
    ResponseEntity<Void> delete(
            @PathVariable @Parameter(schema = @Schema(type = "integer", format = "int64")) String categoryId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch);

    /** The body of POST and PUT in the OpenAPI document. */
    @Schema(name = "CategoryBody")
    record NewName(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 255, example = "최종테스트")
            String categoryName) {}

    /** The body of PATCH in the OpenAPI document. */
    @Schema(name = "CategoryPatch")
    record NamePatch(
            @Schema(maxLength = 255, example = "최종테스트") String categoryName) {}
}
