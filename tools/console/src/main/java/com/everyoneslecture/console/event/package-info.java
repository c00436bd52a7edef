/** Single events on their way: the row in the outbox, the record in the topic, the row in the read model. */
@NullMarked
package com.everyoneslecture.console.event;

import org.jspecify.annotations.NullMarked;
