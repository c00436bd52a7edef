/** Tests with a separate server. */
@NullMarked
package com.everyoneslecture.outbox.service.request;

import org.jspecify.annotations.NullMarked;
