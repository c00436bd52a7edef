package com.everyoneslecture.testservices;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Requests of random pieces, most of them malformed: a service answers each one soundly. */
public final class RandomRequests {

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

    private RandomRequests() {}

    /**
     * Sends requests made up at random and returns those that hung, were answered with a failure of the service, or with an error
     * that is no problem.
     *
     * @param paths that requests begin with
     */
    public static List<String> faults(int port, long seed, int count, List<String> paths, String... headers) {
        Random random = new Random(seed);
        List<String> faults = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String request = random(random, port, paths, headers);
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

    private static String random(Random random, int port, List<String> paths, String... headers) {
        String target = one(random, paths)
                + String.join(
                        "",
                        IntStream.range(0, random.nextInt(3))
                                .mapToObj(piece -> one(random, PIECES))
                                .toList());
        String body = one(random, BODIES);
        List<String> all = new ArrayList<>(List.of(headers));
        IntStream.range(0, random.nextInt(4)).forEach(header -> all.add(one(random, HEADERS)));
        all.add(random.nextBoolean() ? "Content-Length: " + body.length() : "Transfer-Encoding: chunked");
        boolean chunked = all.get(all.size() - 1).startsWith("T");
        String sent = !chunked
                ? body
                : (body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n") + "0\r\n\r\n";
        return HostileRequests.head(one(random, METHODS), target, "127.0.0.1:" + port, all.toArray(String[]::new))
                + "\r\n" + sent;
    }

    private static String one(Random random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static boolean isSound(String request, String answer) {
        if (!answer.matches("(?s)HTTP/1\\.1 [1-5][0-9][0-9] .*")) {
            return false;
        }
        char kind = answer.charAt(9);
        boolean isEmpty = request.startsWith("HEAD ") || answer.contains("Content-Length: 0\r\n");
        return kind < '4'
                || (kind == '4' && (isEmpty || answer.contains("Content-Type: application/problem+json")))
                || answer.startsWith("HTTP/1.1 503 ");
    }
}
