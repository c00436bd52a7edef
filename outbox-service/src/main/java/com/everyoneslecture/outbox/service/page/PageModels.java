package com.everyoneslecture.outbox.service.page;

import java.util.ArrayList;
import java.util.List;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.LinkRelation;
import org.springframework.hateoas.PagedModel;
import org.springframework.hateoas.PagedModel.PageMetadata;
import org.springframework.hateoas.server.core.EmbeddedWrappers;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** Builds the HAL representation of a page, with links to the pages around it. */
public final class PageModels {

    private PageModels() {}

    /**
     * Returns the page for the current request. An empty page has an empty list, so that clients need to handle only one form.
     *
     * @param type the class of the content, which names the list
     * @param total rows of all pages
     */
    public static <T> PagedModel<Object> of(List<T> content, Class<T> type, PageQuery query, long total) {
        PageMetadata metadata = new PageMetadata(query.size(), query.number(), total);
        List<Object> embedded =
                content.isEmpty() ? List.of(new EmbeddedWrappers(false).emptyCollectionOf(type)) : List.copyOf(content);
        return PagedModel.of(embedded, metadata, links(query, metadata.getTotalPages()));
    }

    private static List<Link> links(PageQuery query, long pages) {
        long last = Math.max(0, pages - 1);
        List<Link> links = new ArrayList<>();
        links.add(link(IanaLinkRelations.FIRST, 0, query));
        if (query.number() > 0) {
            links.add(link(IanaLinkRelations.PREV, Math.min(query.number() - 1L, last), query));
        }
        links.add(link(IanaLinkRelations.SELF, query.number(), query));
        if (query.number() < last) {
            links.add(link(IanaLinkRelations.NEXT, query.number() + 1L, query));
        }
        links.add(link(IanaLinkRelations.LAST, last, query));
        return links;
    }

    private static Link link(LinkRelation relation, long number, PageQuery query) {
        UriComponentsBuilder target = ServletUriComponentsBuilder.fromCurrentRequestUri()
                .queryParam("page", number)
                .queryParam("size", query.size());
        query.sort().forEach(sort -> target.queryParam("sort", sort));
        return Link.of(target.encode().toUriString(), relation);
    }
}
