/** Tests. */
@NullMarked
package com.everyoneslecture.outbox;

import org.jspecify.annotations.NullMarked;
