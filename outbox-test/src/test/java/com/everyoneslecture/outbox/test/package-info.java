/** Tests of the library for tests. */
@NullMarked
package com.everyoneslecture.outbox.test;

import org.jspecify.annotations.NullMarked;
