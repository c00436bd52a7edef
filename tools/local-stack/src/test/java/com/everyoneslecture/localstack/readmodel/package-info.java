@NullMarked
package com.everyoneslecture.localstack.readmodel;

import org.jspecify.annotations.NullMarked;
