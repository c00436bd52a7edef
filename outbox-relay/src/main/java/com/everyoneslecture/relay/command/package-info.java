/**
 * The relay's jar as a program with commands: without one it is the relay, with one it looks, counts or replays, and ends.
 * Here arguments become calls, and results become lines; what they are about is in packages that know no command line.
 */
@NullMarked
package com.everyoneslecture.relay.command;

import org.jspecify.annotations.NullMarked;
