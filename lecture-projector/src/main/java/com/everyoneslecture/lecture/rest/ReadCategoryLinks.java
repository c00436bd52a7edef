package com.everyoneslecture.lecture.rest;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;
import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.methodOn;

import org.springframework.hateoas.Link;
import org.springframework.hateoas.LinkRelation;
import org.springframework.stereotype.Component;

/** Adds links to categories. */
@Component
class ReadCategoryLinks {

    private final CategoryService categoryService;

    ReadCategoryLinks(CategoryService categoryService) {
        this.categoryService = categoryService;
    }

    ReadCategoryModel of(ReadCategory category) {
        ReadCategoryModel model = new ReadCategoryModel(category.name());
        model.add(linkTo(methodOn(ReadCategoryController.class).one(category.id()))
                .withSelfRel());
        model.add(Link.of(categoryService.linkTo(category.id()), LinkRelation.of("category")));
        return model;
    }
}
