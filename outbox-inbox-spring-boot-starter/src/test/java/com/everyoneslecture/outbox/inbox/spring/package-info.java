/** Tests of the starter. */
@NullMarked
package com.everyoneslecture.outbox.inbox.spring;

import org.jspecify.annotations.NullMarked;
