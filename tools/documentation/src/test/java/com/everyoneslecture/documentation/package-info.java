/**
 * Generates the references under {@code docs} from the sources. Checks that the files are current, and that every link in the documentation
 * has a target. {@code -Dregenerate} writes the references instead of checking them.
 */
@NullMarked
package com.everyoneslecture.documentation;

import org.jspecify.annotations.NullMarked;
