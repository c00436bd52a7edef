/**
 * What users do: categories are created, changed and deleted through the service's API, and written directly, several at
 * once and with rollbacks, as the service's role. Some categories are hot, most are not. A second service appends the events of orders to the
 * same outbox: text, bytes and tombstones, with keys, headers and content types of their own, several of one version.
 *
 * <p>A write whose answer is lost may have been committed or not; nobody asks. What was written is what the database holds.
 * The {@link com.everyoneslecture.chaos.load.Journal} knows what a guarantee needs besides: which writes were acknowledged, and
 * which events were certainly rolled back.
 */
@NullMarked
package com.everyoneslecture.chaos.load;

import org.jspecify.annotations.NullMarked;
