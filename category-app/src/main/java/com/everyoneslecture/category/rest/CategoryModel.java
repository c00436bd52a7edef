package com.everyoneslecture.category.rest;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;

import com.everyoneslecture.category.LectureCategory;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.springframework.hateoas.RepresentationModel;
import org.springframework.hateoas.server.core.Relation;

/** The representation of a category. */
@Relation(itemRelation = "lectureCategory", collectionRelation = CategoryModel.COLLECTION)
@JsonPropertyOrder({"categoryId", "categoryName"})
final class CategoryModel extends RepresentationModel<CategoryModel> {

    static final String COLLECTION = "lectureCategories";

    @JsonProperty
    final long categoryId;

    @JsonProperty
    final String categoryName;

    private CategoryModel(long categoryId, String categoryName) {
        this.categoryId = categoryId;
        this.categoryName = categoryName;
    }

    /** Adds a link to itself, on the host of the current request. */
    static CategoryModel of(LectureCategory category) {
        CategoryModel model = new CategoryModel(category.id(), category.name());
        return model.add(linkTo(LectureCategoryApi.class).slash(category.id()).withSelfRel());
    }
}
