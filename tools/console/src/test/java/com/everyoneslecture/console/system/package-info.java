/** The console of a whole system, as people run it. */
@NullMarked
package com.everyoneslecture.console.system;

import org.jspecify.annotations.NullMarked;
