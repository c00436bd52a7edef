@NullMarked
package com.everyoneslecture.console.login;

import org.jspecify.annotations.NullMarked;
