/** The supervisor, with stand-ins for the services. */
@NullMarked
package com.everyoneslecture.localstack.stack;

import org.jspecify.annotations.NullMarked;
