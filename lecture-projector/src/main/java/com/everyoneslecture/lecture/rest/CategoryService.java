package com.everyoneslecture.lecture.rest;

/**
 * The address of the category service in links.
 *
 * @param url such as {@code http://127.0.0.1:8081}
 */
public record CategoryService(String url) {

    String linkTo(long categoryId) {
        return url.replaceFirst("/+$", "") + "/category/lectureCategories/" + categoryId;
    }
}
