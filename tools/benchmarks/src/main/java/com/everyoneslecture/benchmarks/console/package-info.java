/** What the console costs the system that it looks at. */
@NullMarked
package com.everyoneslecture.benchmarks.console;

import org.jspecify.annotations.NullMarked;
