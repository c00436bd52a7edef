/**
 * The guarantees as objects. Each looks at what is observed, some while it happens and all at the end, and tells its {@link
 * com.everyoneslecture.chaos.guarantee.Verdicts} what broke it.
 */
@NullMarked
package com.everyoneslecture.chaos.guarantee;

import org.jspecify.annotations.NullMarked;
