package com.everyoneslecture.relay.command;

import com.everyoneslecture.relay.app.RelayProperties;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Reads the configuration from the same sources as the relay, and starts nothing. */
final class RelaySettings {

    private RelaySettings() {}

    /** @throws com.everyoneslecture.outbox.service.configuration.WrongConfigurationException it names every wrong key */
    static RelayProperties read(List<String> arguments) {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        // Only the report goes to the standard output.
        application.setDefaultProperties(
                Map.of("logging.config", "classpath:com/everyoneslecture/relay/command/command-logback.xml"));
        try (ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new))) {
            return RelayProperties.read(context.getEnvironment());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
