package com.everyoneslecture.category;

import com.everyoneslecture.outbox.service.configuration.AddressCache;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The category service. */
@SpringBootApplication
public class CategoryApplication {

    /** Starts the service; it keeps running while its database is unreachable. */
    public static void main(String[] args) {
        AddressCache.expireSoon();
        SpringApplication.run(CategoryApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
