/** Rejects malformed requests before any filter receives them, and reserves threads for health. */
@NullMarked
package com.everyoneslecture.outbox.service.request;

import org.jspecify.annotations.NullMarked;
