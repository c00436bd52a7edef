/** The result of a check: how it stands, and what fixes it. */
@NullMarked
package com.everyoneslecture.outbox.capture.finding;

import org.jspecify.annotations.NullMarked;
