package com.everyoneslecture.lecture.app;

import com.everyoneslecture.outbox.service.configuration.AddressCache;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The lecture service. */
@SpringBootApplication(
        scanBasePackages = {"com.everyoneslecture.lecture.app", "com.everyoneslecture.lecture.rest"},
        proxyBeanMethods = false)
public class ProjectorApplication {

    public static void main(String[] arguments) {
        AddressCache.expireSoon();
        SpringApplication.run(ProjectorApplication.class, arguments);
    }
}
