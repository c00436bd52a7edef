/** Keeps out what other people's pages would do with a reader's browser: foreign origins, names that were bent to this address, and changes without the token that only the console's own page has. */
@NullMarked
package com.everyoneslecture.console.guard;

import org.jspecify.annotations.NullMarked;
