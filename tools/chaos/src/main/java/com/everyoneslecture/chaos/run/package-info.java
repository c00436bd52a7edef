/**
 * A run: the stack, the users, the faults in their order, and the guarantees that are judged after each fault and at the end.
 *
 * <p>One thread injects faults and judges. It may be stopped at any moment: then everything is restored, all events written until then are
 * awaited, and everything is judged as after a whole run.
 */
@NullMarked
package com.everyoneslecture.chaos.run;

import org.jspecify.annotations.NullMarked;
