package com.everyoneslecture.outbox.service.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems outside of controllers: in filters and in the error pages of Tomcat and Spring Boot. */
public final class ProblemResponse {

    private ProblemResponse() {}

    /** Answers a request that a filter rejects. */
    public static void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, @Nullable String detail)
            throws IOException {
        write(request, response, status, detail, null);
    }

    /**
     * Answers a request that a filter rejects.
     *
     * @param remedy the action that helps; null if none does
     */
    public static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            @Nullable String detail,
            @Nullable String remedy)
            throws IOException {
        write(response, status.value(), json(status.value(), detail, request.getRequestURI(), remedy));
    }

    static void write(HttpServletResponse response, int status, @Nullable String detail, @Nullable String instance)
            throws IOException {
        write(response, status, json(status, detail, instance, null));
    }

    private static void write(HttpServletResponse response, int status, byte[] json) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json);
    }

    private static byte[] json(
            int status, @Nullable String detail, @Nullable String instance, @Nullable String remedy) {
        HttpStatus known = HttpStatus.resolve(status);
        Map<String, Object> problem = new LinkedHashMap<>();
        if (detail != null) {
            problem.put("detail", detail);
        }
        if (instance != null) {
            problem.put("instance", instance);
        }
        if (remedy != null) {
            problem.put("remedy", remedy);
        }
        problem.put("status", status);
        problem.put("title", known == null ? "Error" : known.getReasonPhrase());
        return JsonMapper.shared().writeValueAsBytes(problem);
    }
}
