/**
 * The outbox's table, functions, grants and publication for any schema and table name. The program that prints, applies and
 * checks them is in {@code command}.
 *
 * <p>The SQL is in files beside these classes. The migrations under {@code db/migration/outbox} are those of the category
 * database.
 */
@NullMarked
package com.everyoneslecture.outbox.schema;

import org.jspecify.annotations.NullMarked;
