package com.everyoneslecture.outbox.inbox.spring;

import com.everyoneslecture.outbox.inbox.EventHandler;
import java.util.function.UnaryOperator;

/** Wraps each annotated handler. */
@FunctionalInterface
interface HandlerDecoration extends UnaryOperator<EventHandler> {}
