/**
 * An example of another team's service: it takes orders and payments, and appends an event with each change. Two consumers apply the
 * events: {@link shop.Mails} and {@link shop.Bookings}. They would be services of their own, with databases of their own, and are here
 * to keep the example small.
 */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
