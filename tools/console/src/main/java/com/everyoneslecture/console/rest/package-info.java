/** The HTTP API that the page uses, and scripts can. */
@NullMarked
package com.everyoneslecture.console.rest;

import org.jspecify.annotations.NullMarked;
