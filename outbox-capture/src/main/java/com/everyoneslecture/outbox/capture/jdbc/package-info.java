/** Connections, queries and cursors with session settings of their own. */
@NullMarked
package com.everyoneslecture.outbox.capture.jdbc;

import org.jspecify.annotations.NullMarked;
