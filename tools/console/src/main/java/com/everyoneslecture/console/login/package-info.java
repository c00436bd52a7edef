/** Who may read and who may change something: logins with passwords or through an OpenID Connect provider, and the decision. */
@NullMarked
package com.everyoneslecture.console.login;

import org.jspecify.annotations.NullMarked;
