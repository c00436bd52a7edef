package com.everyoneslecture.lecture.rest;

/** A category as it is read: one that is not deleted. */
record ReadCategory(long id, String name) {}
