package com.everyoneslecture.outbox.service.page;

import com.everyoneslecture.outbox.service.problem.Findings;
import com.everyoneslecture.outbox.service.problem.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The page that a client requests. A value out of bounds is rejected and not corrected silently: a client that requests 1000
 * rows and gets 100 would assume that there are no more.
 *
 * @param number the page, from 0
 * @param size rows of a page, from 1 to {@value #MAX_SIZE}
 * @param sort as the client sent it, for the links to other pages
 * @param orders the properties to sort by, most important first; the last one is unique, or pages would overlap
 */
public record PageQuery(int number, int size, List<String> sort, List<Order> orders) {

    /** The size if a client sends none. */
    public static final int DEFAULT_SIZE = 20;

    /** The largest size. */
    public static final int MAX_SIZE = 100;

    /** The last page, because PostgreSQL counts every row before a page. */
    public static final int MAX_NUMBER = 10_000_000;

    /** A property and its direction. */
    public record Order(String property, boolean descending) {}

    /**
     * Reads {@code page}, {@code size} and {@code sort}, each sort as {@code property} or {@code property,asc|desc}.
     *
     * @param properties those that can be sorted by; the first is unique and decides between equals
     * @throws InvalidRequestException naming each parameter that is wrong
     */
    public static PageQuery parse(MultiValueMap<String, String> parameters, List<String> properties) {
        Findings findings = new Findings();
        List<String> sort = parameters.getOrDefault("sort", List.of());
        PageQuery query = new PageQuery(
                number("page", parameters.getFirst("page"), 0, 0, MAX_NUMBER, findings),
                number("size", parameters.getFirst("size"), DEFAULT_SIZE, 1, MAX_SIZE, findings),
                List.copyOf(sort),
                orders(sort, properties, findings));
        findings.throwIfAny();
        return query;
    }

    /** Returns the number of rows before the page. */
    public long offset() {
        return (long) number * size;
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

    private static List<Order> orders(List<String> sort, List<String> properties, Findings findings) {
        List<Order> orders = new ArrayList<>();
        for (String one : sort) {
            String[] parts = one.split(",", -1);
            String direction = parts.length == 1 ? "asc" : parts[1].toLowerCase(Locale.ROOT);
            if (parts.length > 2 || !properties.contains(parts[0]) || !direction.matches("asc|desc")) {
                findings.add("sort", "must be one of " + properties + ", alone or followed by ,asc or ,desc");
                return List.of();
            }
            add(orders, new Order(parts[0], direction.equals("desc")));
        }
        add(orders, new Order(properties.get(0), false));
        return List.copyOf(orders);
    }

    private static void add(List<Order> orders, Order order) {
        if (orders.stream().noneMatch(earlier -> earlier.property().equals(order.property()))) {
            orders.add(order);
        }
    }
}
