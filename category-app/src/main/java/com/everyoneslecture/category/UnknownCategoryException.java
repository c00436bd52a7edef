package com.everyoneslecture.category;

/** There is no category with this id: it never existed, or was deleted. */
public class UnknownCategoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownCategoryException(long categoryId) {
        super("There is no lecture category " + categoryId + ".");
    }
}
