package com.everyoneslecture.lecture.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;

/**
 * Which page is asked for.
 *
 * @param page from 0
 * @param size rows of a page, 1 to {@value #MAX_SIZE}
 * @param sort columns in order, each with its direction; unique at the end, or pages would overlap
 */
record PageQuery(int page, int size, List<String> sort) {

    static final int DEFAULT_SIZE = 20;
    static final int MAX_SIZE = 100;

    /** PostgreSQL has to count its way to a page; nobody reads this far. */
    static final int MAX_PAGE = 1_000_000;

    private static final Map<String, String> COLUMNS =
            Map.of("categoryId", "category_id", "categoryName", "category_name");

    /**
     * The page that these parameters ask for.
     *
     * @throws BadPageException if one is wrong
     */
    static PageQuery of(MultiValueMap<String, String> parameters) {
        return new PageQuery(
                number(parameters, "page", 0, 0, MAX_PAGE),
                number(parameters, "size", DEFAULT_SIZE, 1, MAX_SIZE),
                columns(parameters.getOrDefault("sort", List.of())));
    }

    private static int number(MultiValueMap<String, String> parameters, String name, int otherwise, int min, int max) {
        String text = parameters.getFirst(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like one out of bounds.
        }
        throw new BadPageException(name + " must be a whole number from " + min + " to " + max);
    }

    /** Each {@code property} or {@code property,asc} or {@code property,desc}, the most important one first. */
    private static List<String> columns(List<String> sorts) {
        Map<String, String> directions = new LinkedHashMap<>();
        for (String sort : sorts) {
            String[] parts = sort.split(",", -1);
            String column = COLUMNS.get(parts[0]);
            String direction = parts.length == 1 ? "asc" : parts[1];
            if (column == null || parts.length > 2 || !(direction.equals("asc") || direction.equals("desc"))) {
                throw new BadPageException(
                        "sort must be categoryId or categoryName, followed by ,asc or ,desc or nothing");
            }
            directions.putIfAbsent(column, direction);
        }
        directions.putIfAbsent("category_id", "asc");
        List<String> columns = new ArrayList<>();
        directions.forEach((column, direction) -> columns.add(column + " " + direction));
        return columns;
    }

    long offset() {
        return (long) page * size;
    }
}
