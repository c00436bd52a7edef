/** Demonstrations of faults: each breaks the running system, shows what happens, mends it and compares the outbox with the topics. */
@NullMarked
package com.everyoneslecture.localstack.demonstration;

import org.jspecify.annotations.NullMarked;
