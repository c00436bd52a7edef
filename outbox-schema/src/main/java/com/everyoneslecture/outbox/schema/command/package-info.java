/**
 * The program that prints, applies and checks an outbox, and the parts that the program for whole databases shares.
 */
@NullMarked
package com.everyoneslecture.outbox.schema.command;

import org.jspecify.annotations.NullMarked;
