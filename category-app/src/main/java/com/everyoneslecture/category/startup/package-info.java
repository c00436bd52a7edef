/** What is checked and said when the service cannot start: every wrong setting at once, and what to do about it. */
@NullMarked
package com.everyoneslecture.category.startup;

import org.jspecify.annotations.NullMarked;
