@NullMarked
package com.everyoneslecture.console.demonstration;

import org.jspecify.annotations.NullMarked;
