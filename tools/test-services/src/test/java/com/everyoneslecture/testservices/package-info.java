/** Tests of the servers that other tests use. */
@NullMarked
package com.everyoneslecture.testservices;

import org.jspecify.annotations.NullMarked;
