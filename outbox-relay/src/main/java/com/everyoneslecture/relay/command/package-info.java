/**
 * The relay's jar as a program with commands: without a command it runs the relay; with one it checks, counts or replays, and
 * ends. This package turns arguments into calls, and results into lines. The called packages do not depend on a command line.
 */
@NullMarked
package com.everyoneslecture.relay.command;

import org.jspecify.annotations.NullMarked;
