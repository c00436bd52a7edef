/**
 * The schemas of both databases and the program that brings a database to them.
 *
 * <p>The SQL stands under {@code db/migration/category} and {@code db/migration/lecture}, that of the outbox in {@code outbox-schema}. Tables belong to roles that
 * cannot log in; services log in as roles that hold the few privileges that they need.
 */
@NullMarked
package com.everyoneslecture.db;

import org.jspecify.annotations.NullMarked;
