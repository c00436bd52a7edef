/** How long events wait for the relay that stands by, when the one that streams is killed, frozen or cut off. */
@NullMarked
package com.everyoneslecture.benchmarks.takeover;

import org.jspecify.annotations.NullMarked;
