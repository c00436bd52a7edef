/** See the package of the same name in the main sources. */
@NullMarked
package com.everyoneslecture.e2e.guarantee;

import org.jspecify.annotations.NullMarked;
