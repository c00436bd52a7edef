package com.everyoneslecture.projector;

import com.everyoneslecture.configuration.HostNames;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The lecture service. */
@SpringBootApplication(
        scanBasePackages = {"com.everyoneslecture.projector", "com.everyoneslecture.lecture.rest"},
        proxyBeanMethods = false)
public class ProjectorApplication {

    public static void main(String[] arguments) {
        HostNames.forgetSoon();
        SpringApplication.run(ProjectorApplication.class, arguments);
    }
}
