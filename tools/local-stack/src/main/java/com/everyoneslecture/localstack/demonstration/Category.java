package com.everyoneslecture.localstack.demonstration;

/**
 * A category that a demonstration has written.
 *
 * @param id the id that category-app generated
 * @param name its present name
 */
record Category(long id, String name) {}
