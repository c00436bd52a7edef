@NullMarked
package com.everyoneslecture.outbox.connect;

import org.jspecify.annotations.NullMarked;
