package com.everyoneslecture.lecture.rest;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;
import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.methodOn;

import java.util.ArrayList;
import java.util.List;
import org.springframework.hateoas.CollectionModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.LinkRelation;
import org.springframework.hateoas.PagedModel;
import org.springframework.hateoas.PagedModel.PageMetadata;
import org.springframework.hateoas.server.core.EmbeddedWrappers;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Gives categories and pages their links. */
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

    /** Also an empty page says {@code _embedded}, so that a client need not know two forms. */
    CollectionModel<?> of(List<ReadCategory> categories, PageQuery query, long total) {
        PageMetadata metadata = new PageMetadata(query.size(), query.page(), total);
        List<Link> links = pageLinks(query, metadata.getTotalPages());
        if (categories.isEmpty()) {
            return PagedModel.of(
                    List.of(new EmbeddedWrappers(false).emptyCollectionOf(ReadCategoryModel.class)), metadata, links);
        }
        return PagedModel.of(categories.stream().map(this::of).toList(), metadata, links);
    }

    private static List<Link> pageLinks(PageQuery query, long pages) {
        long last = Math.max(0, pages - 1);
        List<Link> links = new ArrayList<>();
        links.add(link(0, query, IanaLinkRelations.FIRST));
        if (query.page() > 0) {
            links.add(link(Math.min(query.page() - 1L, last), query, IanaLinkRelations.PREV));
        }
        links.add(
                Link.of(ServletUriComponentsBuilder.fromCurrentRequest().build().toUriString()));
        if (query.page() < last) {
            links.add(link(query.page() + 1L, query, IanaLinkRelations.NEXT));
        }
        links.add(link(last, query, IanaLinkRelations.LAST));
        return links;
    }

    private static Link link(long page, PageQuery query, LinkRelation relation) {
        return Link.of(
                ServletUriComponentsBuilder.fromCurrentRequest()
                        .replaceQueryParam("page", page)
                        .replaceQueryParam("size", query.size())
                        .build()
                        .toUriString(),
                relation);
    }
}
