/** See the package of the same name in the main sources. */
@NullMarked
package com.everyoneslecture.chaos.observe;

import org.jspecify.annotations.NullMarked;
