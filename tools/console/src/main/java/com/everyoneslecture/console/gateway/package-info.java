/** Passes requests on to the services, so that there is one address for all of them. */
@NullMarked
package com.everyoneslecture.console.gateway;

import org.jspecify.annotations.NullMarked;
