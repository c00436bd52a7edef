package com.everyoneslecture.outbox.inbox.spring.shipping;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service. */
@SpringBootApplication
class ShippingApplication {}
