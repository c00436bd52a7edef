package com.everyoneslecture.category.tomcat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Answers as problems what Tomcat refuses before Spring sees it, such as a path with a broken escape. */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/problem+json");
            response.getOutputStream().write(body(response.getStatus()));
            response.finishResponse();
        } catch (IOException e) {
            // The client is gone, so there is nobody to tell.
            container.getLogger().debug("an error could not be reported", e);
        }
    }

    private static byte[] body(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        String detail = "The request could not be read: its address or a header is not valid.";
        return ("{\"detail\":\"" + detail + "\",\"status\":" + status + ",\"title\":\"" + title + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
