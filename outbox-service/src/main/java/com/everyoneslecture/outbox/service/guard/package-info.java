/** CSRF and DNS-rebinding protection, for services that a browser on the same machine can reach. */
@NullMarked
package com.everyoneslecture.outbox.service.guard;

import org.jspecify.annotations.NullMarked;
