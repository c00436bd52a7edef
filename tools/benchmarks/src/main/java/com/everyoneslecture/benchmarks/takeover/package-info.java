/** The time that events wait for the standby when the relay that streams is killed, frozen or cut off. */
@NullMarked
package com.everyoneslecture.benchmarks.takeover;

import org.jspecify.annotations.NullMarked;
