package com.everyoneslecture.outbox.spring.shop;

import org.springframework.data.repository.CrudRepository;

interface Purchases extends CrudRepository<Purchase, Long> {}
