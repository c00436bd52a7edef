package com.everyoneslecture.testservices;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Sends requests to a service on this machine that no HTTP client would send, and reads the answers as text. */
public final class HostileRequests {

    private static final int PATIENCE_MILLIS = 60_000;

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

    private HostileRequests() {}

    /** Sends a request as it is, one byte for each character, and returns the whole answer. */
    public static String answer(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            try {
                in.transferTo(answer);
            } catch (SocketException closed) {
                // The service closed the connection before it had read the whole request; its answer came before.
            }
            return answer.toString(ISO_8859_1);
        }
    }

    /** Sends a request without a body and returns the whole answer. */
    public static String answer(int port, String method, String target, String... headers) throws IOException {
        return answer(port, head(method, target, "127.0.0.1:" + port, headers) + "\r\n");
    }

    /** Sends a request by another name of the service and returns the whole answer. */
    public static String answerByName(int port, String host, String method, String target, String... headers)
            throws IOException {
        return answer(port, head(method, target, host, headers) + "\r\n");
    }

    /**
     * Sends each kind of malformed request and returns those that were answered otherwise than with the expected status and a
     * problem.
     *
     * @param path of a resource that answers GET
     */
    public static List<String> faults(int port, String path) throws IOException {
        List<String> faults = new ArrayList<>();
        for (String target : List.of(
                path + "/%1b",
                path + "?a=%",
                path + "?a=%1b%5b31m%0d%0aERROR",
                path + "?=a",
                path + "?category=%00",
                "/%00")) {
            expect(400, "GET " + target, answer(port, "GET", target), faults);
        }
        for (String header : List.of("X-Forwarded-Host: a b", "X-Forwarded-Proto: javascript", "X-Forwarded-Port: x")) {
            expect(400, header, answer(port, "GET", path, header), faults);
        }
        for (String header : List.of("Accept: application/json;charset=UTF-16", "Accept: a")) {
            expect(406, header, answer(port, "GET", path, header), faults);
        }
        expect(404, "GET /error", answer(port, "GET", "/error"), faults);
        expect(404, "GET /nothing", answer(port, "GET", "/nothing", "Accept: "), faults);
        return faults;
    }

    /**
     * Sends requests made up at random and returns those that hung, were answered with a failure of the service, or with an error
     * that is no problem.
     *
     * @param paths that requests begin with
     */
    public static List<String> faultsOfRandom(int port, long seed, int count, List<String> paths, String... headers) {
        Random random = new Random(seed);
        List<String> faults = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String request = random(random, port, paths, headers);
            try {
                String answer = answer(port, request);
                if (!isSound(request, answer)) {
                    faults.add(request + "\n=> " + answer);
                }
            } catch (IOException e) {
                faults.add(request + "\n=> " + e);
            }
        }
        return faults;
    }

    /** Opens connections that announce a body of 4,000 bytes and send one byte of it. */
    public static List<Socket> halfSent(int port, String path, int count) throws IOException {
        List<Socket> clients = new ArrayList<>();
        String request =
                head("POST", path, "127.0.0.1:" + port, "Content-Type: application/json", "Content-Length: 4000");
        for (int number = 0; number < count; number++) {
            Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
            clients.add(client);
            client.getOutputStream().write((request + "\r\n{").getBytes(ISO_8859_1));
        }
        return clients;
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
        return head(one(random, METHODS), target, "127.0.0.1:" + port, all.toArray(String[]::new)) + "\r\n" + sent;
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

    private static String head(String method, String target, String host, String... headers) {
        StringBuilder head =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    private static void expect(int status, String what, String answer, List<String> faults) {
        if (!answer.startsWith("HTTP/1.1 " + status) || !answer.contains("Content-Type: application/problem+json")) {
            faults.add(what + " => " + answer);
        }
    }
}
