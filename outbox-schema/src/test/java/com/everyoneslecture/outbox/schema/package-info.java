/** Tests that need no database; the others are in the module db-tests. */
@NullMarked
package com.everyoneslecture.outbox.schema;

import org.jspecify.annotations.NullMarked;
