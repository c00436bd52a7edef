package com.everyoneslecture.outbox.inbox.spring.shipping;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(schema = "shipping", name = "parcel")
class Parcel {

    @Id
    private String id = "";

    private String orderId = "";

    protected Parcel() {}

    Parcel(String id, String orderId) {
        this.id = id;
        this.orderId = orderId;
    }

    String id() {
        return id;
    }

    String orderId() {
        return orderId;
    }
}
