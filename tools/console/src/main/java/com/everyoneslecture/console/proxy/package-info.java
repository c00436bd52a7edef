/** Reads the address that a client used from the headers of trusted proxies, and ignores those headers from all other clients. */
@NullMarked
package com.everyoneslecture.console.proxy;

import org.jspecify.annotations.NullMarked;
