package com.everyoneslecture.console.proxy;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a client and of the server that it used, as far as a proxy has reported them. Null means not reported.
 *
 * @param client the client's IP address
 * @param scheme {@code http} or {@code https}
 * @param host the name or the address of the server, in lower case, without a port
 * @param port the port of the server
 */
record ClientAddress(
        @Nullable String client,
        @Nullable String scheme,
        @Nullable String host,
        @Nullable Integer port) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,255})(?::([0-9]{1,5}))?");
    private static final Pattern NODE =
            Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](?::[0-9]{1,5})?|([0-9.]{7,15})(?::[0-9]{1,5})?");
    private static final int MAX_PORT = 65_535;

    /**
     * Returns the address of some texts.
     *
     * @param port takes precedence over the port in {@code host}
     * @throws IllegalArgumentException if a text does not have the form that its header must have
     */
    static ClientAddress of(
            @Nullable String client, @Nullable String scheme, @Nullable String host, @Nullable String port) {
        String named = null;
        String portText = port;
        if (host != null) {
            Matcher matcher = HOST.matcher(host);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a proxy reports an invalid host");
            }
            named = matcher.group(1).toLowerCase(Locale.ROOT);
            portText = port == null ? matcher.group(2) : port;
        }
        String lower = scheme == null ? null : scheme.toLowerCase(Locale.ROOT);
        if (lower != null && !SCHEMES.contains(lower)) {
            throw new IllegalArgumentException("a proxy reports a scheme other than http and https");
        }
        return new ClientAddress(client == null ? null : address(client), lower, named, number(portText));
    }

    /** Returns the IP address of a node, without its port and brackets; null if the node is a word such as {@code unknown}. */
    static @Nullable String address(String node) {
        Matcher matcher = NODE.matcher(node);
        String address = node;
        if (matcher.matches()) {
            address = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        }
        return TrustedProxies.isAddress(address) ? address : null;
    }

    private static @Nullable Integer number(@Nullable String port) {
        if (port == null) {
            return null;
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT || Integer.parseInt(port) == 0) {
            throw new IllegalArgumentException("a proxy reports an invalid port");
        }
        return Integer.valueOf(port);
    }
}
