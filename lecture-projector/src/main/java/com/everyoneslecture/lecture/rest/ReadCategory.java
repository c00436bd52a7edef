package com.everyoneslecture.lecture.rest;

/** A category of the read model that is not deleted. */
record ReadCategory(long id, String name) {}
