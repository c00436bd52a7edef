/**
 * Checks what the programs are made of. Each executable jar contains a bill of materials in CycloneDX's format; the tests compare it with the
 * jar's libraries, and the licences in it with those that this project admits.
 */
@NullMarked
package com.everyoneslecture.supplychain;

import org.jspecify.annotations.NullMarked;
