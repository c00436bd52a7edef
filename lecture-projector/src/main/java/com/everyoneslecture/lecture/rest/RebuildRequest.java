package com.everyoneslecture.lecture.rest;

/**
 * What a rebuild is asked for with.
 *
 * @param evenIfIncomplete whether to rebuild although the topic has dropped its oldest records
 */
record RebuildRequest(boolean evenIfIncomplete) {}
