/** Connections of a service to its database. */
@NullMarked
package com.everyoneslecture.outbox.service.database;

import org.jspecify.annotations.NullMarked;
