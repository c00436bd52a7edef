/** Creates, watches and checks the replication slot, the publication and the server's settings for them. */
@NullMarked
package com.everyoneslecture.outbox.capture.slot;

import org.jspecify.annotations.NullMarked;
