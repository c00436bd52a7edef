/** Tests. */
@NullMarked
package com.everyoneslecture.outbox.schema;

import org.jspecify.annotations.NullMarked;
