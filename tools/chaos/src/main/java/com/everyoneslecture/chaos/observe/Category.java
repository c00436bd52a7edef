package com.everyoneslecture.chaos.observe;

/**
 * What one side knows of a category.
 *
 * @param version its newest
 * @param name since that
 */
public record Category(long version, String name) {}
