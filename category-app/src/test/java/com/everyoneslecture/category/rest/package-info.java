/** Unit tests of the HTTP side. */
@NullMarked
package com.everyoneslecture.category.rest;

import org.jspecify.annotations.NullMarked;
