package com.everyoneslecture.category.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/**
 * Which page a client asks for. What is out of bounds is refused and not silently corrected, or a client that asks for
 * 1000 categories and gets 100 would believe that there are no more.
 *
 * @param number the page, from 0
 * @param size how many categories it has, from 1 to {@value #MAX_SIZE}
 * @param sort each as {@code property} or {@code property,asc|desc}; kept as it came, for the links to other pages
 */
record PageQuery(int number, int size, List<String> sort, Sort order) {

    static final int DEFAULT_SIZE = 20;
    static final int MAX_SIZE = 100;
    static final int MAX_NUMBER = 10_000_000;

    private static final String ID = "categoryId";
    private static final List<String> PROPERTIES = List.of(ID, "categoryName");

    /** @throws InvalidRequestException naming each parameter that is wrong */
    static PageQuery parse(@Nullable String page, @Nullable String size, List<String> sort) {
        Findings findings = new Findings();
        PageQuery query = new PageQuery(
                number("page", page, 0, 0, MAX_NUMBER, findings),
                number("size", size, DEFAULT_SIZE, 1, MAX_SIZE, findings),
                List.copyOf(sort),
                order(sort, findings));
        findings.throwIfAny();
        return query;
    }

    Pageable pageable() {
        // The id decides between equals, or one category could stand on two pages and another on none.
        return PageRequest.of(number, size, order.getOrderFor(ID) == null ? order.and(Sort.by(ID)) : order);
    }

    private static int number(String name, @Nullable String value, int absent, int min, int max, Findings findings) {
        if (value == null) {
            return absent;
        }
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        }
        findings.add(name, "must be a number from " + min + " to " + max);
        return min;
    }

    private static Sort order(List<String> sort, Findings findings) {
        List<Sort.Order> orders = new ArrayList<>();
        for (String one : sort) {
            String[] parts = one.split(",", -1);
            String direction = parts.length == 1 ? "asc" : parts[1].toLowerCase(Locale.ROOT);
            if (parts.length > 2 || !PROPERTIES.contains(parts[0]) || !direction.matches("asc|desc")) {
                findings.add("sort", "must be one of " + PROPERTIES + ", alone or followed by ,asc or ,desc");
                return Sort.unsorted();
            }
            orders.add(new Sort.Order(Sort.Direction.fromString(direction), parts[0]));
        }
        return Sort.by(orders);
    }
}
