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
import java.util.concurrent.TimeUnit;

/** Sends requests that no HTTP client would send to a service on this machine, and reads the answers as text. */
public final class HostileRequests {

    private static final int PATIENCE_MILLIS = 60_000;

    /** Tomcat has 200 threads. */
    private static final int HALF_SENT = 210;

    private static final String NO_THREAD = "HTTP/1.1 503";

    private HostileRequests() {}

    /** Sends a request unchanged, one byte for each character, and returns the whole answer; of a stream of events, returns its beginning. */
    public static String answer(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            try {
                byte[] piece = new byte[8192];
                int read = in.read(piece);
                while (read >= 0) {
                    answer.write(piece, 0, read);
                    read = isStream(answer) ? -1 : in.read(piece);
                }
            } catch (SocketException closed) {
                // The service closed the connection before it had read the whole request; its answer arrived before.
            }
            return answer.toString(ISO_8859_1);
        }
    }

    private static boolean isStream(ByteArrayOutputStream answer) {
        String head = answer.toString(ISO_8859_1);
        return head.contains("\r\nContent-Type: text/event-stream") && head.contains("\r\n\r\n");
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
     * Sends each kind of malformed request. Returns those with an answer other than the expected status and a problem.
     *
     * @param path the path of a resource that answers GET
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
     * Requests the readiness while more clients than the service has threads hold back the rest of their bodies.
     *
     * @param path a path that accepts a body
     * @return the answer; another text if no client was rejected because all threads wait
     */
    public static String readinessWhileBodiesAreHalfSent(int port, String path) throws IOException {
        String half = head("POST", path, "127.0.0.1:" + port, "Content-Type: application/json", "Content-Length: 4000")
                + "\r\n{";
        List<Socket> clients = new ArrayList<>();
        try {
            for (int count = 0; count < HALF_SENT; count++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                clients.add(client);
                client.getOutputStream().write(half.getBytes(ISO_8859_1));
            }
            String first = firstAnswer(clients);
            // Any other answer has ended the wait for a body, and so has freed a thread.
            return first.startsWith(NO_THREAD)
                    ? answer(port, "GET", "/actuator/health/readiness")
                    : "no client was rejected before one was sent away: " + first;
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static String firstAnswer(List<Socket> clients) throws IOException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < deadlineNanos) {
            for (Socket client : clients) {
                InputStream in = client.getInputStream();
                if (in.available() >= NO_THREAD.length()) {
                    return new String(in.readNBytes(NO_THREAD.length()), ISO_8859_1);
                }
            }
            Thread.onSpinWait();
        }
        return "no answer";
    }

    static String head(String method, String target, String host, String... headers) {
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
