/** A service that does nothing but say that it is ready. */
@NullMarked
package com.everyoneslecture.localstack.standin;

import org.jspecify.annotations.NullMarked;
