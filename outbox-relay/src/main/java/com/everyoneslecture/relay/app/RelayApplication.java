package com.everyoneslecture.relay.app;

import com.everyoneslecture.outbox.service.configuration.AddressCache;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The relay as a process. */
@SpringBootApplication
public class RelayApplication {

    /** Starts the relay; it ends by SIGTERM. */
    public static void main(String[] arguments) {
        AddressCache.expireSoon();
        SpringApplication.run(RelayApplication.class, arguments);
    }
}
