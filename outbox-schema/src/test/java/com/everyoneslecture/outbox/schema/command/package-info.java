/** Tests. */
@NullMarked
package com.everyoneslecture.outbox.schema.command;

import org.jspecify.annotations.NullMarked;
