/** Rejects malformed requests before any filter sees them, and keeps threads free for health. */
@NullMarked
package com.everyoneslecture.outbox.service.request;

import org.jspecify.annotations.NullMarked;
