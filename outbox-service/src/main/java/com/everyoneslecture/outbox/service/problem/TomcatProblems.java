package com.everyoneslecture.outbox.service.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers requests that Tomcat rejects before Spring receives them, such as a path with a broken escape, as problems. */
public final class TomcatProblems extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemResponse.write(
                    response.getResponse(),
                    response.getStatus(),
                    "The request could not be read: its address or a header is not valid.",
                    null);
            response.finishResponse();
        } catch (IOException e) {
            // The client has closed the connection.
            container.getLogger().debug("an error could not be reported", e);
        }
    }
}
