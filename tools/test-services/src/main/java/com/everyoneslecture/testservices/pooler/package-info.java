/** A pooler of connections to PostgreSQL that is as strict as any: what works behind it works behind PgBouncer. */
@NullMarked
package com.everyoneslecture.testservices.pooler;

import org.jspecify.annotations.NullMarked;
