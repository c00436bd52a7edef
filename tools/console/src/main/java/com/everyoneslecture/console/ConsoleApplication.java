package com.everyoneslecture.console;

import com.everyoneslecture.configuration.HostNames;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The console. */
@SpringBootApplication(proxyBeanMethods = false)
public class ConsoleApplication {

    public static void main(String[] arguments) {
        HostNames.forgetSoon();
        SpringApplication.run(ConsoleApplication.class, arguments);
    }
}
