@NullMarked
package com.everyoneslecture.command;

import org.jspecify.annotations.NullMarked;
