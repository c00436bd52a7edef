/** The outbox as a table: which events it holds, selected and streamed. */
@NullMarked
package com.everyoneslecture.outbox.capture.table;

import org.jspecify.annotations.NullMarked;
