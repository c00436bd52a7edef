/**
 * The load of the users. They create, change and delete categories through the service's API, and write directly, several at once and with
 * rollbacks, as the service's role. Some categories are hot, most are not. A second service appends the events of orders to the same
 * outbox: text, bytes and tombstones, with their own keys, headers and content types, several of one version.
 *
 * <p>A write whose answer is lost may have been committed or not; the writers do not check that. The database decides which writes exist.
 * The {@link com.everyoneslecture.chaos.load.Journal} has the further data that a guarantee needs: which writes were acknowledged, and
 * which events were certainly rolled back.
 */
@NullMarked
package com.everyoneslecture.chaos.load;

import org.jspecify.annotations.NullMarked;
