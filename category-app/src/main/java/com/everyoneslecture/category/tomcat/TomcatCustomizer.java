package com.everyoneslecture.category.tomcat;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Puts {@link ProblemValve} in the place of Tomcat's error page, and has Tomcat stop as soon as the service must. */
@Component
class TomcatCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
        factory.addConnectorCustomizers(TomcatCustomizer::stopSoon);
    }

    // Requests in hand have had their time to end when Tomcat stops its threads; it would give them five seconds more.
    private static void stopSoon(Connector connector) {
        if (!connector.setProperty("executorTerminationTimeoutMillis", "500")) {
            throw new IllegalStateException("Tomcat no longer knows executorTerminationTimeoutMillis");
        }
    }
}
