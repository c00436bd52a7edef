package com.everyoneslecture.lecture.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Makes a problem of what Tomcat refuses by itself, such as an address with a NUL in it. */
public final class TomcatProblems extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/problem+json");
            response.getOutputStream()
                    .write(("{\"status\":" + status + ",\"title\":\"The server cannot read this request.\"}")
                            .getBytes(UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            // Nobody is left to read it.
            container.getLogger().debug("no answer could be given", e);
        }
    }
}
