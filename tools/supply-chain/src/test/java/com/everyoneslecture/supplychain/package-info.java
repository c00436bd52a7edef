/**
 * Checks the contents of the programs. Each executable jar contains a bill of materials in CycloneDX's format. The tests compare it with
 * the jar's libraries, and its licences with those that this project admits.
 */
@NullMarked
package com.everyoneslecture.supplychain;

import org.jspecify.annotations.NullMarked;
