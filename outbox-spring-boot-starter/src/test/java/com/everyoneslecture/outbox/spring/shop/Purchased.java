package com.everyoneslecture.outbox.spring.shop;

import com.everyoneslecture.outbox.spring.OutboxEvent;

@OutboxEvent(aggregate = "purchase", id = "purchaseId", version = "version")
record Purchased(long purchaseId, int version, String itemName) {}
