/** Processes of the operating system, with stand-ins that need no server. */
@NullMarked
package com.everyoneslecture.localstack.process;

import org.jspecify.annotations.NullMarked;
