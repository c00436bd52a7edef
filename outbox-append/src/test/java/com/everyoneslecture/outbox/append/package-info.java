/** Tests. */
@NullMarked
package com.everyoneslecture.outbox.append;

import org.jspecify.annotations.NullMarked;
