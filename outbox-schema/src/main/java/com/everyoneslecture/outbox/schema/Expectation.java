package com.everyoneslecture.outbox.schema;

import java.util.List;

/**
 * An object as it should be in the catalogue.
 *
 * @param object its name in messages
 * @param value the text that the query must return
 * @param remedy a statement or a command that fixes it
 * @param query returns a text, or no row or an empty text if the object is missing
 * @param parameters of the query
 */
record Expectation(String object, String value, String remedy, String query, List<String> parameters) {}
