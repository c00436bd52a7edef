/** What every benchmark is asked, and what it answers. */
@NullMarked
package com.everyoneslecture.benchmarks.run;

import org.jspecify.annotations.NullMarked;
