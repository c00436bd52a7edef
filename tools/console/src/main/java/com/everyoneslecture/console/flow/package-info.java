/** What each stage of the pipeline is like at a moment. A look takes a second at most: who has not answered by then is said not to, and asked again when it has. */
@NullMarked
package com.everyoneslecture.console.flow;

import org.jspecify.annotations.NullMarked;
