/** Tests. */
@NullMarked
package com.everyoneslecture.category.rest;

import org.jspecify.annotations.NullMarked;
