/** How far events have come. */
@NullMarked
package com.everyoneslecture.console.event;

import org.jspecify.annotations.NullMarked;
