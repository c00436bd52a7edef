/** The stages of events. */
@NullMarked
package com.everyoneslecture.console.event;

import org.jspecify.annotations.NullMarked;
