/** Tests with a server of their own. */
@NullMarked
package com.everyoneslecture.outbox.service.request;

import org.jspecify.annotations.NullMarked;
