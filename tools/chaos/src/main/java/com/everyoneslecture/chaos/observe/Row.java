package com.everyoneslecture.chaos.observe;

import java.util.Optional;

/**
 * A committed row of the outbox.
 *
 * @param event its event
 * @param content the content that its record must have; empty for an order, whose writer has noted it
 */
public record Row(Event event, Optional<Content> content) {}
