/** Connections, queries and cursors, with the relay's session settings. */
@NullMarked
package com.everyoneslecture.outbox.capture.jdbc;

import org.jspecify.annotations.NullMarked;
