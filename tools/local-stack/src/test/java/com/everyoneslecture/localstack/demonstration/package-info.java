@NullMarked
package com.everyoneslecture.localstack.demonstration;

import org.jspecify.annotations.NullMarked;
