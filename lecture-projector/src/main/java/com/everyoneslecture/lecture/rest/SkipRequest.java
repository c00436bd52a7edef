package com.everyoneslecture.lecture.rest;

import org.jspecify.annotations.Nullable;

/**
 * Which record to skip.
 *
 * @param partition its partition
 * @param offset its offset
 */
record SkipRequest(@Nullable Integer partition, @Nullable Long offset) {}
