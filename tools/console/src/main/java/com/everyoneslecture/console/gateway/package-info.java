/** Forwards requests to the services, so that all of them have one address. */
@NullMarked
package com.everyoneslecture.console.gateway;

import org.jspecify.annotations.NullMarked;
