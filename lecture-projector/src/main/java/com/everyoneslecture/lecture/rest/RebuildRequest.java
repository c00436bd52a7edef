package com.everyoneslecture.lecture.rest;

import org.jspecify.annotations.Nullable;

/**
 * The request for a rebuild.
 *
 * @param evenIfIncomplete true to rebuild although the topic has dropped its oldest records; false if absent
 */
record RebuildRequest(@Nullable Boolean evenIfIncomplete) {}
