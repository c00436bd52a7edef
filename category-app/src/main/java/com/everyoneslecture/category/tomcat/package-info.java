/** What the embedded Tomcat does differently from its defaults. */
@NullMarked
package com.everyoneslecture.category.tomcat;

import org.jspecify.annotations.NullMarked;
