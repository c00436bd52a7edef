/** Has the pipeline looked at as long as somebody watches, remembers the last minutes, and tells those who watch. */
@NullMarked
package com.everyoneslecture.console.stream;

import org.jspecify.annotations.NullMarked;
