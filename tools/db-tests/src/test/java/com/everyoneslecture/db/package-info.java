/** Tests of both schemas on a real PostgreSQL: the content of the catalogue, and the rights of each role. */
@NullMarked
package com.everyoneslecture.db;

import org.jspecify.annotations.NullMarked;
