@NullMarked
package com.everyoneslecture.relay.command;

import org.jspecify.annotations.NullMarked;
