package com.everyoneslecture.outbox.service.request;

import com.everyoneslecture.outbox.service.problem.ProblemResponse;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Answers 400 to requests whose address or forwarded headers are malformed, 406 to those that accept no text in UTF-8, and
 * 415 to JSON in a charset that is not of Unicode: its decoder would replace what it cannot read, and the result would be stored.
 */
final class PlainRequests extends ValveBase {

    PlainRequests() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // Tomcat has rejected the request if there is an error already.
        Optional<String> fault = response.isError() ? Optional.empty() : fault(request);
        if (fault.isPresent()) {
            ProblemResponse.write(request, response, HttpStatus.BAD_REQUEST, fault.get());
        } else if (!response.isError() && !acceptsText(request)) {
            ProblemResponse.write(
                    request,
                    response,
                    HttpStatus.NOT_ACCEPTABLE,
                    "Accept is not a list of media types, or names a charset other than UTF-8.");
        } else if (!response.isError() && isForeignJson(request.getContentType())) {
            ProblemResponse.write(
                    request,
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "JSON is sent in UTF-8: leave the charset out of Content-Type.");
        } else {
            if (isBlank(request.getHeaders(HttpHeaders.ACCEPT))) {
                // An empty header accepts everything, like an absent one; but Spring's metrics fail on it.
                request.getCoyoteRequest().getMimeHeaders().removeHeader(HttpHeaders.ACCEPT);
            }
            getNext().invoke(request, response);
        }
    }

    private static boolean isBlank(Enumeration<String> values) {
        return Collections.list(values).stream()
                .allMatch(value -> value.replace(',', ' ').isBlank());
    }

    private static Optional<String> fault(Request request) {
        String query = request.getQueryString();
        return AddressText.faultOfPath(request.getRequestURI())
                .or(() -> query == null ? Optional.empty() : AddressText.faultOfQuery(query))
                .or(() -> query == null ? Optional.empty() : faultOfParameters(request))
                .or(() -> faultOfContentType(request.getContentType()))
                .or(() -> ForwardedHeaders.fault(request));
    }

    private static Optional<String> faultOfContentType(@Nullable String type) {
        return type != null && type.contains("*")
                ? Optional.of("Content-Type must name one media type, without a *.")
                : Optional.empty();
    }

    private static boolean isForeignJson(@Nullable String type) {
        if (type == null || !type.toLowerCase(Locale.ROOT).contains("json")) {
            return false;
        }
        try {
            Charset charset = MediaType.parseMediaType(type).getCharset();
            return charset != null && !charset.name().matches("US-ASCII|UTF-8|(x-)?UTF-(16|32).*");
        } catch (InvalidMediaTypeException e) {
            // Rejected later, for what it is.
            return false;
        }
    }

    private static Optional<String> faultOfParameters(Request request) {
        if (isForm(request.getContentType())) {
            // Tomcat would read the body, too; the handler reads both.
            return Optional.empty();
        }
        try {
            request.getParameterNames();
            return Optional.empty();
        } catch (InvalidParameterException e) {
            return Optional.of("The query has a parameter without a name, or too many parameters.");
        }
    }

    private static boolean isForm(@Nullable String type) {
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("multipart/");
    }

    private static boolean acceptsText(Request request) {
        try {
            return MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))).stream()
                    .map(MediaType::getCharset)
                    .noneMatch(PlainRequests::isWide);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static boolean isWide(@Nullable Charset charset) {
        return charset != null && charset.name().matches("(x-)?UTF-(16|32).*");
    }
}
