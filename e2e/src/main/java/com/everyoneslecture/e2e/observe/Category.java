package com.everyoneslecture.e2e.observe;

/**
 * What one side knows of a category.
 *
 * @param version its newest
 * @param name since that
 */
public record Category(long version, String name) {}
