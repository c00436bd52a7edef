/** The program that prints, applies and checks an outbox, and what the program that migrates a whole database shares with it. */
@NullMarked
package com.everyoneslecture.outbox.schema.command;

import org.jspecify.annotations.NullMarked;
