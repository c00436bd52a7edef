@NullMarked
package com.everyoneslecture.relay.operations;

import org.jspecify.annotations.NullMarked;
