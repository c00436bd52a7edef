/** A service of another team that applies the events of orders. */
@NullMarked
package com.everyoneslecture.outbox.inbox.spring.shipping;

import org.jspecify.annotations.NullMarked;
