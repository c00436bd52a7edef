/** Compares the read model of lecture-projector with the categories of category-app. Reads both databases, and changes neither. */
@NullMarked
package com.everyoneslecture.localstack.readmodel;

import org.jspecify.annotations.NullMarked;
