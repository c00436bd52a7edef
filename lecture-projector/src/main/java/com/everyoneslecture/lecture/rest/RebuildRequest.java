package com.everyoneslecture.lecture.rest;

import org.jspecify.annotations.Nullable;

/**
 * What a rebuild is asked for with.
 *
 * @param evenIfIncomplete whether to rebuild although the topic has dropped its oldest records; not, where it is absent
 */
record RebuildRequest(@Nullable Boolean evenIfIncomplete) {}
