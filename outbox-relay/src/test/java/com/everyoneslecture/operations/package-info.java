@NullMarked
package com.everyoneslecture.operations;

import org.jspecify.annotations.NullMarked;
