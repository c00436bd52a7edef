/** The program, as people run it. */
@NullMarked
package com.everyoneslecture.localstack.cli;

import org.jspecify.annotations.NullMarked;
