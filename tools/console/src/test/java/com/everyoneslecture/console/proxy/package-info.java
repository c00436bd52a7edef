@NullMarked
package com.everyoneslecture.console.proxy;

import org.jspecify.annotations.NullMarked;
