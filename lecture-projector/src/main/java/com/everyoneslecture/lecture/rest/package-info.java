/** The lecture service over HTTP: the read model, and rebuilding it. Every error is a problem by RFC 9457. */
@NullMarked
package com.everyoneslecture.lecture.rest;

import org.jspecify.annotations.NullMarked;
