/**
 * Configuration that is either right or refused: a service reads its own part of it into an immutable record, and where
 * anything is wrong it does not start, and names everything that is wrong, by key, in one go.
 */
@NullMarked
package com.everyoneslecture.outbox.service.configuration;

import org.jspecify.annotations.NullMarked;
