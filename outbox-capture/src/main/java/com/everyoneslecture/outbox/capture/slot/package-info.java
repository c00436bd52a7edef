/** The replication slot, the publication and what the server needs for them: made, watched, checked. */
@NullMarked
package com.everyoneslecture.outbox.capture.slot;

import org.jspecify.annotations.NullMarked;
