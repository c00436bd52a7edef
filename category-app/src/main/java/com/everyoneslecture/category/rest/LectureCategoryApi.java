package com.everyoneslecture.category.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** What the OpenAPI document says of each operation, kept out of the code that does it. */
@Tag(name = "Lecture categories")
@ApiResponse(
        responseCode = "default",
        description = "An error, as RFC 9457 describes it; `errors` names each wrong field",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = ProblemDetail.class)))
interface LectureCategoryApi {

    @Operation(summary = "Create a category", description = "The id is generated; one in the body is ignored.")
    @ApiResponse(
            responseCode = "201",
            description = "Created",
            headers = {@Header(name = "Location"), @Header(name = "ETag")})
    ResponseEntity<CategoryModel> create(
            @RequestBody(content = @Content(schema = @Schema(implementation = NewName.class))) JsonNode body);

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
    PagedModel<Object> page(@Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "Read a category")
    @ApiResponse(responseCode = "200", description = "The category", headers = @Header(name = "ETag"))
    @ApiResponse(responseCode = "304", description = "It is what If-None-Match names", content = @Content)
    ResponseEntity<CategoryModel> get(
            @Parameter(schema = @Schema(type = "integer", format = "int64")) String categoryId,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch);

    @Operation(summary = "Replace a category", description = "The name that it has already changes nothing.")
    @ApiResponse(responseCode = "200", description = "The category as it is now", headers = @Header(name = "ETag"))
    ResponseEntity<CategoryModel> replace(
            @Parameter(schema = @Schema(type = "integer", format = "int64")) String categoryId,
            @RequestBody(content = @Content(schema = @Schema(implementation = NewName.class))) JsonNode body,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch);

    @Operation(summary = "Change a category by a merge patch (RFC 7396)")
    @ApiResponse(responseCode = "200", description = "The category as it is now", headers = @Header(name = "ETag"))
    ResponseEntity<CategoryModel> patch(
            @Parameter(schema = @Schema(type = "integer", format = "int64")) String categoryId,
            @RequestBody(content = @Content(schema = @Schema(implementation = NamePatch.class))) JsonNode body,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch);

    @Operation(summary = "Delete a category")
    @ApiResponse(responseCode = "204", description = "Deleted", content = @Content)
    ResponseEntity<Void> delete(
            @Parameter(schema = @Schema(type = "integer", format = "int64")) String categoryId,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch);

    /** The body of POST and PUT, as the document describes it. */
    @Schema(name = "CategoryBody")
    record NewName(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 255, example = "최종테스트")
            String categoryName) {}

    /** The body of PATCH, as the document describes it. */
    @Schema(name = "CategoryPatch")
    record NamePatch(
            @Schema(maxLength = 255, example = "최종테스트") String categoryName) {}
}
