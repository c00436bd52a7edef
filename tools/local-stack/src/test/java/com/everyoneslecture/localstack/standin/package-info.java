/** A service that only reports that it is ready. */
@NullMarked
package com.everyoneslecture.localstack.standin;

import org.jspecify.annotations.NullMarked;
