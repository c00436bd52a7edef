/** Who is let in. */
@NullMarked
package com.everyoneslecture.console.guard;

import org.jspecify.annotations.NullMarked;
