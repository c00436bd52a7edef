/**
 * The outbox's table, functions, grants and publication for any schema and table name. The program that prints, applies and
 * checks them is in {@code command}.
 *
 * <p>The SQL is in files beside these classes; that of the category database is under {@code db/migration/outbox}.
 */
@NullMarked
package com.everyoneslecture.outbox.schema;

import org.jspecify.annotations.NullMarked;
