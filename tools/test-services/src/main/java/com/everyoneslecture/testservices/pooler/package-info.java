/** A pooler of connections to PostgreSQL that is as strict as possible: a program that works behind it works behind PgBouncer. */
@NullMarked
package com.everyoneslecture.testservices.pooler;

import org.jspecify.annotations.NullMarked;
