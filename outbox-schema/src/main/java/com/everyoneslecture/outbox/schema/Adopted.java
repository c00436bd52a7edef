package com.everyoneslecture.outbox.schema;

import java.util.List;

/**
 * The result of adopting a table.
 *
 * @param obstacles the reasons for which it was not adopted; empty if it was
 * @param rows the number of rows of the table
 */
public record Adopted(List<Deviation> obstacles, long rows) {}
