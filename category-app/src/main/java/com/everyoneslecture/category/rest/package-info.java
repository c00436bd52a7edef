/** The HTTP side of the category service: addresses, bodies, entity tags and problems. */
@NullMarked
package com.everyoneslecture.category.rest;

import org.jspecify.annotations.NullMarked;
