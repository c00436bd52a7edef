/** Tests. */
@NullMarked
package com.everyoneslecture.category.startup;

import org.jspecify.annotations.NullMarked;
