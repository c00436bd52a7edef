/**
 * The HTTP side of the category service.
 *
 * <p>A request is read by hand rather than bound: every wrong field is named at once, and a field that is absent differs
 * from one that is {@code null}, which a merge patch needs. Every error, whoever finds it, leaves as a problem of RFC
 * 9457, and none says anything about the inside of the service.
 */
@NullMarked
package com.everyoneslecture.category.rest;

import org.jspecify.annotations.NullMarked;
