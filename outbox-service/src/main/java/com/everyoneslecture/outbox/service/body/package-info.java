/** Bounds the size of request bodies before a handler reads them. */
@NullMarked
package com.everyoneslecture.outbox.service.body;

import org.jspecify.annotations.NullMarked;
