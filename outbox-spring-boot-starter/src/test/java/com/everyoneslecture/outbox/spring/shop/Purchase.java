package com.everyoneslecture.outbox.spring.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(schema = "shop", name = "purchase")
class Purchase {

    @Id
    private long id;

    private String item = "";

    protected Purchase() {}

    Purchase(long id, String item) {
        this.id = id;
        this.item = item;
    }

    long id() {
        return id;
    }

    String item() {
        return item;
    }
}
