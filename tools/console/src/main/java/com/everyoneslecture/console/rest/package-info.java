/** The HTTP API for the page and for scripts. */
@NullMarked
package com.everyoneslecture.console.rest;

import org.jspecify.annotations.NullMarked;
