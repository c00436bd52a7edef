package com.everyoneslecture.chaos.load;

import com.everyoneslecture.chaos.observe.Content;

/**
 * The writer's data of an event that it appended, whether it was committed or not.
 *
 * @param key the number in the record's key
 * @param place the number of the event among those of the key, which rises with each append
 * @param content the content that the record must have
 */
public record Appended(long key, long place, Content content) {}
