/** Which topic and key an event gets, what its record looks like, and where an event goes that a broker rejects. */
@NullMarked
package com.everyoneslecture.relay.routing;

import org.jspecify.annotations.NullMarked;
