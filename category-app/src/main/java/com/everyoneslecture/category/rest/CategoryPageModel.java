package com.everyoneslecture.category.rest;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;

import com.everyoneslecture.category.LectureCategory;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.LinkRelation;
import org.springframework.hateoas.PagedModel;
import org.springframework.hateoas.PagedModel.PageMetadata;
import org.springframework.hateoas.server.core.EmbeddedWrappers;
import org.springframework.web.util.UriComponentsBuilder;

/** A page of categories as clients see it, with links to the pages around it. */
final class CategoryPageModel {

    private CategoryPageModel() {}

    static PagedModel<Object> of(Page<LectureCategory> page, PageQuery query) {
        PageMetadata metadata =
                new PageMetadata(page.getSize(), page.getNumber(), page.getTotalElements(), page.getTotalPages());
        return PagedModel.of(content(page), metadata, links(page, query));
    }

    // An empty page has an empty list rather than none, so that clients need not look whether there is one.
    private static List<Object> content(Page<LectureCategory> page) {
        return page.isEmpty()
                ? List.of(new EmbeddedWrappers(false).emptyCollectionOf(CategoryModel.class))
                : List.copyOf(page.map(CategoryModel::of).getContent());
    }

    private static List<Link> links(Page<LectureCategory> page, PageQuery query) {
        int last = Math.max(0, page.getTotalPages() - 1);
        List<Link> links = new ArrayList<>();
        links.add(link(IanaLinkRelations.FIRST, 0, query));
        if (page.hasPrevious()) {
            links.add(link(IanaLinkRelations.PREV, Math.min(page.getNumber() - 1, last), query));
        }
        links.add(link(IanaLinkRelations.SELF, page.getNumber(), query));
        if (page.hasNext()) {
            links.add(link(IanaLinkRelations.NEXT, page.getNumber() + 1, query));
        }
        links.add(link(IanaLinkRelations.LAST, last, query));
        return links;
    }

    private static Link link(LinkRelation relation, int number, PageQuery query) {
        UriComponentsBuilder target = linkTo(LectureCategoryController.class)
                .toUriComponentsBuilder()
                .queryParam("page", number)
                .queryParam("size", query.size());
        query.sort().forEach(sort -> target.queryParam("sort", sort));
        return Link.of(target.encode().toUriString(), relation);
    }
}
