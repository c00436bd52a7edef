/** The judgement of the answers. */
@NullMarked
package com.everyoneslecture.console.flow;

import org.jspecify.annotations.NullMarked;
