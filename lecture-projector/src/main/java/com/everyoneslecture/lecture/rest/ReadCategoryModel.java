package com.everyoneslecture.lecture.rest;

import org.springframework.hateoas.RepresentationModel;
import org.springframework.hateoas.server.core.Relation;

/** The representation of a category; its links contain its id. */
@Relation(itemRelation = "readCategory", collectionRelation = "readCategories")
final class ReadCategoryModel extends RepresentationModel<ReadCategoryModel> {

    private final String categoryName;

    ReadCategoryModel(String categoryName) {
        this.categoryName = categoryName;
    }

    public String getCategoryName() {
        return categoryName;
    }
}
