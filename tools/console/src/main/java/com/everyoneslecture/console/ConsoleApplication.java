package com.everyoneslecture.console;

import com.everyoneslecture.outbox.service.configuration.AddressCache;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The console. */
@SpringBootApplication(proxyBeanMethods = false)
public class ConsoleApplication {

    public static void main(String[] arguments) {
        AddressCache.expireSoon();
        SpringApplication.run(ConsoleApplication.class, arguments);
    }
}
