@NullMarked
package com.everyoneslecture.outbox.service.body;

import org.jspecify.annotations.NullMarked;
