/** The open pages. */
@NullMarked
package com.everyoneslecture.console.stream;

import org.jspecify.annotations.NullMarked;
