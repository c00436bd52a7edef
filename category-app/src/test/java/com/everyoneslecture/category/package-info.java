/** The running service, over real HTTP and on a real PostgreSQL, as the role that it has in production. */
@NullMarked
package com.everyoneslecture.category;

import org.jspecify.annotations.NullMarked;
