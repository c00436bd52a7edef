/** The admission of requests. */
@NullMarked
package com.everyoneslecture.console.guard;

import org.jspecify.annotations.NullMarked;
