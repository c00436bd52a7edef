package com.everyoneslecture.testservices;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests of random pieces, most of them malformed. */
public final class RandomRequests {

    private static final int FEW = 60;
    private static final int MANY = 500;

    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "X");

    private static final List<String> PIECES = List.of(
            "/",
            "//",
            ";x=1",
            "/..",
            "/.",
            "%2e",
            "%2f",
            "%00",
            "%0a",
            "%1b[31m",
            "%",
            "%zz",
            "%ff",
            "%EC%9D%BC",
            "7",
            "-1",
            "a",
            "99999999999999999999",
            "\\",
            "%5c",
            "\"",
            "{",
            "|",
            "?",
            "?=",
            "?a=%",
            "?page=%1b",
            "?size=0",
            "?sort=,",
            "?category=%00",
            "?category=1&limit=1",
            "?limit=x",
            "?page=1&page=2",
            "?text=" + "a".repeat(300),
            "#",
            "*");

    private static final List<String> HEADERS = List.of(
            "Accept: ",
            "Accept: a",
            "Accept: application/json;charset=UTF-16",
            "Accept: */*;q=x",
            "Accept: text/event-stream",
            "Content-Type: */*",
            "Content-Type: a",
            "Content-Type: application/json",
            "Content-Type: application/json;charset=x",
            "Content-Type: application/json;charset=UTF-32",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data",
            "Content-Type: multipart/form-data;boundary=a",
            "X-Forwarded-Host: a b",
            "X-Forwarded-Proto: javascript",
            "X-Forwarded-Port: x",
            "X-Forwarded-For: ,",
            "X-Forwarded-For: a:b:c",
            "Forwarded: for=;host=",
            "Origin: null",
            "Origin: http://evil.example",
            "Sec-Fetch-Site: cross-site",
            "If-Match: \"",
            "If-None-Match: *",
            "Range: bytes=9-1",
            "Expect: 200-ok",
            "Cookie: $Version=1; a",
            "Accept-Language: *;q=9",
            "Accept-Encoding: x;q=x",
            "X-HTTP-Method-Override: DELETE",
            "traceparent: 00-x",
            "Content-Encoding: gzip",
            "Upgrade: h2c",
            "Authorization: x");

    private static final List<String> BODIES =
            List.of("", "{}", "[", "\u0000", "a=%zz", "{\"a\":", "[[[[[[", "\"a\"", "null", "1e999");

    /** Fields that the services' endpoints read. */
    private static final List<String> FIELDS = List.of(
            "categoryName",
            "categoryId",
            "aggregateType",
            "aggregateId",
            "ids",
            "eventIds",
            "all",
            "from",
            "to",
            "since",
            "evenIfIncomplete",
            "unknown");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "7",
            "-1",
            "1e999",
            "99999999999999999999",
            "[]",
            "{}",
            "[null]",
            "[\"a\"]",
            "[\"01901234-5678-7abc-8def-0123456789ab\"]",
            "{\"a\":".repeat(2000),
            "\"\"",
            "\"a\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"category\"",
            "\"" + "a".repeat(3000) + "\"",
            "\"2020-01-01T00:00:00Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"");

    private static final String JSON = "Content-Type: application/json";

    private final RandomCases cases;

    private RandomRequests(int count) {
        cases = RandomCases.of("requests", count);
    }

    /** Returns as many requests as a short test has time for. */
    public static RandomRequests few() {
        return new RandomRequests(FEW);
    }

    /** Returns as many requests as a long test has time for. */
    public static RandomRequests many() {
        return new RandomRequests(MANY);
    }

    /**
     * Sends the requests and returns the faults. A fault is a request that hangs, that fails in the service, that gets an error without a
     * problem, or a problem without an error. An unreachable server is no fault of the service: the answer is then 503 with a problem that
     * names the server, or a health that shows it.
     *
     * @param paths the beginnings of the requests' paths
     * @param headers the headers of each request
     */
    public List<String> faults(int port, List<String> paths, String... headers) {
        List<String> faults = new ArrayList<>();
        for (int number = 0; number < cases.count(); number++) {
            String request = request(port, paths, headers);
            try {
                String answer = HostileRequests.answer(port, request);
                if (!isSound(request, answer)) {
                    faults.add(request + "\n=> " + answer);
                }
            } catch (IOException e) {
                faults.add(request + "\n=> " + e);
            }
        }
        return faults;
    }

    private String request(int port, List<String> paths, String... headers) {
        String target = cases.one(paths)
                + String.join(
                        "",
                        IntStream.range(0, cases.below(3))
                                .mapToObj(piece -> cases.one(PIECES))
                                .toList());
        List<String> all = new ArrayList<>(List.of(headers));
        IntStream.range(0, cases.below(4)).forEach(header -> all.add(cases.one(HEADERS)));
        boolean isJson = cases.random().nextBoolean();
        if (isJson) {
            all.add(JSON);
        }
        String body = isJson ? json() : cases.one(BODIES);
        boolean chunked = cases.random().nextBoolean();
        all.add(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length());
        String sent = !chunked
                ? body
                : (body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n") + "0\r\n\r\n";
        return HostileRequests.head(cases.one(METHODS), target, "127.0.0.1:" + port, all.toArray(String[]::new))
                + "\r\n" + sent;
    }

    private String json() {
        return IntStream.range(0, cases.below(4))
                .mapToObj(field -> "\"" + cases.one(FIELDS) + "\":" + cases.one(VALUES))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static boolean isSound(String request, String answer) {
        if (!answer.matches("(?s)HTTP/1\\.1 [1-5][0-9][0-9] .*")) {
            return false;
        }
        int status = Integer.parseInt(answer.substring(9, 12));
        boolean isProblem = answer.contains("Content-Type: application/problem+json");
        if (status < BAD_REQUEST) {
            return !isProblem;
        }
        boolean isEmpty = request.startsWith("HEAD ") || answer.contains("Content-Length: 0\r\n");
        boolean isHealth = answer.contains("Content-Type: application/vnd.spring-boot.actuator.");
        return status < SERVER_ERROR ? isProblem || isEmpty : status == UNAVAILABLE && (isProblem || isHealth);
    }
}
