package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.observe.Content;

/**
 * What a writer knows of an event that it appended, whether it was committed or not.
 *
 * @param key the number in the record's key
 * @param place among the events of the key, which rises with each append
 * @param content that the record must have
 */
public record Appended(long key, long place, Content content) {}
