package com.everyoneslecture.console.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMask;

/** The proxies whose headers are accepted, by their addresses. Immutable. */
public final class TrustedProxies {

    /** Digits and separators only: the JDK would resolve a name by DNS. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private final List<NetMask> networks;

    private TrustedProxies(List<NetMask> networks) {
        this.networks = networks;
    }

    /**
     * Returns the proxies of some networks.
     *
     * @param networks addresses, or networks in CIDR notation such as {@code 10.1.0.0/16}
     * @throws IllegalArgumentException if one is neither; the message names it
     */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
    }

    /**
     * Returns whether an address is that of a trusted proxy.
     *
     * @param address any text; a text that is no IP address is not trusted
     */
    boolean trust(String address) {
        if (networks.isEmpty() || !isAddress(address)) {
            return false;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return networks.stream().anyMatch(network -> network.matches(parsed));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns whether a text has the form of an IP address. */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static NetMask network(String text) {
        String address = text.replaceFirst("/[0-9]{1,3}$", "");
        if (!isAddress(address)) {
            throw notAnAddress(text);
        }
        try {
            return new NetMask(text);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(text);
        }
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("'" + text
                + "' is neither an IP address nor a network such as 10.1.0.0/16; host names are not accepted");
    }
}
