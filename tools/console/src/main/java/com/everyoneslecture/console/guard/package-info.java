/**
 * Protects the console against CSRF and DNS rebinding: it rejects foreign origins, names that resolve to this address, and changes without
 * the token that only the console's own page has.
 */
@NullMarked
package com.everyoneslecture.console.guard;

import org.jspecify.annotations.NullMarked;
