/** Tests of the control interface. */
@NullMarked
package com.everyoneslecture.localstack.control;

import org.jspecify.annotations.NullMarked;
