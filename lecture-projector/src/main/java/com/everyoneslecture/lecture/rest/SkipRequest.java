package com.everyoneslecture.lecture.rest;

import org.jspecify.annotations.Nullable;

/**
 * The record to skip.
 *
 * @param partition its partition
 * @param offset its offset
 */
record SkipRequest(@Nullable Integer partition, @Nullable Long offset) {}
