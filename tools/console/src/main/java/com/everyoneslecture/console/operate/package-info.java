/** The operations of an operator: dead letters, and through the relay verify, replay and doctor. */
@NullMarked
package com.everyoneslecture.console.operate;

import org.jspecify.annotations.NullMarked;
