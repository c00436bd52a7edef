/** The relay as a Spring Boot program: its configuration, its health, and its wiring. */
@NullMarked
package com.everyoneslecture.relay.app;

import org.jspecify.annotations.NullMarked;
