package com.everyoneslecture.relay;

import com.everyoneslecture.configuration.HostNames;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The relay as a process. */
@SpringBootApplication
public class RelayApplication {

    /** Starts the relay; it ends by SIGTERM. */
    public static void main(String[] arguments) {
        HostNames.forgetSoon();
        SpringApplication.run(RelayApplication.class, arguments);
    }
}
