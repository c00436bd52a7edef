/**
 * Processes of the operating system: each in a session of its own, so that a Ctrl-C at the terminal reaches none of them;
 * each recorded in a file, so that whoever comes after a killed parent can end them; each with a log.
 */
@NullMarked
package com.everyoneslecture.localstack.process;

import org.jspecify.annotations.NullMarked;
