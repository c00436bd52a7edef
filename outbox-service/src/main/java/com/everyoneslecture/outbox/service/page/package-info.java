/** Pages of a collection: the rules for a client's query, and the links between pages. */
@NullMarked
package com.everyoneslecture.outbox.service.page;

import org.jspecify.annotations.NullMarked;
