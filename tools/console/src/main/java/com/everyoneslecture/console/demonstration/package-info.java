/** What a demonstrator does: break things on purpose. The launcher does it; where there is none, or nobody asked for it, nothing can be broken. */
@NullMarked
package com.everyoneslecture.console.demonstration;

import org.jspecify.annotations.NullMarked;
