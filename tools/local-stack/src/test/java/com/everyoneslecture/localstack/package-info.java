/** Servers as processes. */
@NullMarked
package com.everyoneslecture.localstack;

import org.jspecify.annotations.NullMarked;
