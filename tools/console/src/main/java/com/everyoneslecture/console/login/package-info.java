/** Decides which callers may read and which may change something. Users log in with passwords or through an OpenID Connect provider. */
@NullMarked
package com.everyoneslecture.console.login;

import org.jspecify.annotations.NullMarked;
