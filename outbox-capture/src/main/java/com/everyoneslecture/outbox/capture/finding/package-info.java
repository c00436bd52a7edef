/** The results of checks, with their fixes. */
@NullMarked
package com.everyoneslecture.outbox.capture.finding;

import org.jspecify.annotations.NullMarked;
