package com.everyoneslecture.outbox.inbox.spring.shipping;

import org.springframework.data.jpa.repository.JpaRepository;

interface Parcels extends JpaRepository<Parcel, String> {}
