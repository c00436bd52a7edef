/** The console of a whole system, in its real configuration. */
@NullMarked
package com.everyoneslecture.console.system;

import org.jspecify.annotations.NullMarked;
