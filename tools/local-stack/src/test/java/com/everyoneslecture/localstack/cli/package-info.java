/** The program, run through its command line. */
@NullMarked
package com.everyoneslecture.localstack.cli;

import org.jspecify.annotations.NullMarked;
