/** Tests of the servers that other tests stand on. */
@NullMarked
package com.everyoneslecture.testservices;

import org.jspecify.annotations.NullMarked;
