/** The relay as a Spring Boot program: its configuration, its health, and what is wired to what. */
@NullMarked
package com.everyoneslecture.relay.app;

import org.jspecify.annotations.NullMarked;
