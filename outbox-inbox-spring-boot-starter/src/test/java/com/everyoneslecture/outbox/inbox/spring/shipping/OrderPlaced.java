package com.everyoneslecture.outbox.inbox.spring.shipping;

/** The payload of an event. */
record OrderPlaced(String item, int pieces) {}
