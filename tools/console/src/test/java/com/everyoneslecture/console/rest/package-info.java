@NullMarked
package com.everyoneslecture.console.rest;

import org.jspecify.annotations.NullMarked;
