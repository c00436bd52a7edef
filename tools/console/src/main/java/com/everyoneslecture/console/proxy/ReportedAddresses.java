package com.everyoneslecture.console.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers that a trusted proxy has sent. Proxies append to the values that they receive, so the nearest proxy wrote the end of a
 * list, and the client claims its beginning. The list is read from the end up to the first address that is not a trusted proxy's: that is
 * the client's, as the outermost trusted proxy has seen it.
 */
final class ReportedAddresses {

    private final TrustedProxies proxies;

    ReportedAddresses(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /**
     * Reads {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. In a list as long as that of the clients, the element
     * of the same proxy counts; in any other list the last element counts.
     *
     * @param headers all values of a header, by its name
     * @throws IllegalArgumentException if a value does not have the form that its header must have
     */
    ClientAddress ofXForwarded(Function<String, List<String>> headers) {
        List<String> clients = elements(headers.apply("X-Forwarded-For"));
        int index = clients.size() - 1;
        while (index > 0 && isProxy(clients.get(index))) {
            index--;
        }
        return ClientAddress.of(
                clients.isEmpty() ? null : clients.get(index),
                element(headers.apply("X-Forwarded-Proto"), clients, index),
                element(headers.apply("X-Forwarded-Host"), clients, index),
                element(headers.apply("X-Forwarded-Port"), clients, index));
    }

    /**
     * Reads {@code Forwarded}.
     *
     * @param values all values of the header
     * @throws IllegalArgumentException if a value does not have the form that RFC 7239 describes
     */
    ClientAddress ofForwarded(List<String> values) {
        List<Map<String, String>> hops = split(String.join(",", values), ',').stream()
                .filter(hop -> !hop.isBlank())
                .map(ReportedAddresses::pairs)
                .toList();
        int index = hops.size() - 1;
        while (index > 0 && isProxy(hops.get(index).getOrDefault("for", ""))) {
            index--;
        }
        Map<String, String> hop = hops.isEmpty() ? Map.of() : hops.get(index);
        return ClientAddress.of(hop.get("for"), hop.get("proto"), hop.get("host"), null);
    }

    private boolean isProxy(String node) {
        String address = ClientAddress.address(node);
        return address != null && proxies.trust(address);
    }

    private static @Nullable String element(List<String> values, List<String> clients, int index) {
        List<String> elements = elements(values);
        if (elements.isEmpty()) {
            return null;
        }
        return elements.get(elements.size() == clients.size() ? index : elements.size() - 1);
    }

    private static List<String> elements(List<String> values) {
        return values.stream()
                .flatMap(value -> split(value, ',').stream())
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static Map<String, String> pairs(String hop) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : split(hop, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.putIfAbsent(
                        pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        unquoted(pair.substring(equals + 1).strip()));
            } else if (!pair.isBlank()) {
                throw new IllegalArgumentException("a proxy reports an address in a form that Forwarded does not have");
            }
        }
        return pairs;
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }

    /** Splits a text at a separator, except within quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean isQuoted = false;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (isQuoted && character == '\\' && index + 1 < text.length()) {
                part.append(character).append(text.charAt(++index));
                continue;
            }
            isQuoted ^= character == '"';
            if (character == separator && !isQuoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
