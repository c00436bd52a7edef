/**
 * A run: the stack, the users, the faults in their order, and the guarantees that are judged after each fault and at the end.
 *
 * <p>One thread breaks and judges. It may be asked to end at any moment: then everything is restored, what was written until
 * then is carried to its end, and all is judged as after a whole run.
 */
@NullMarked
package com.everyoneslecture.chaos.run;

import org.jspecify.annotations.NullMarked;
