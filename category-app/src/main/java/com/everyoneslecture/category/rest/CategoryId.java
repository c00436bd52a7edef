package com.everyoneslecture.category.rest;

import java.util.List;

/** Reads the id in an address: decimal digits only, where Spring's own conversion would also take 0x1f or #1f. */
final class CategoryId {

    private CategoryId() {}

    /** @throws InvalidRequestException if it is no number, or longer than any id */
    static long parse(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new InvalidRequestException(
                    List.of(new InvalidField("categoryId", "must be a number of up to 18 decimal digits")));
        }
        return Long.parseLong(text);
    }
}
