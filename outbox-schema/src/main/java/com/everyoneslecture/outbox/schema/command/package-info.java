/**
 * The program that prints, applies and checks an outbox, and the parts that it shares with the program that migrates a whole
 * database.
 */
@NullMarked
package com.everyoneslecture.outbox.schema.command;

import org.jspecify.annotations.NullMarked;
