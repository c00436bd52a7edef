/** Both schemas on a real PostgreSQL: what is in the catalogue, and what each role may and may not do. */
@NullMarked
package com.everyoneslecture.db;

import org.jspecify.annotations.NullMarked;
