@NullMarked
package com.everyoneslecture.outbox.service.connect;

import org.jspecify.annotations.NullMarked;
