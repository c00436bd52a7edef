/** The pages that are open. */
@NullMarked
package com.everyoneslecture.console.stream;

import org.jspecify.annotations.NullMarked;
