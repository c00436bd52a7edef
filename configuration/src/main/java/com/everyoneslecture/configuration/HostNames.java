package com.everyoneslecture.configuration;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Arrays;

/**
 * Names of servers, where servers come, go and move: in a network of containers, a name is unknown while its server is away, and
 * may mean another address when it is back.
 */
public final class HostNames {

    private HostNames() {}

    /**
     * Has the JVM ask again for a name after seconds, instead of half a minute. Called first of all: the JVM looks at this once.
     *
     * @see <a href="https://docs.oracle.com/en/java/javase/17/core/java-networking.html">networkaddress.cache.ttl</a>
     */
    public static void forgetSoon() {
        Security.setProperty("networkaddress.cache.ttl", "3");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }

    /**
     * Returns if an address is known for at least one of the servers. Kafka's clients take names that are unknown for a wrong
     * configuration.
     *
     * @param servers host:port, several by commas
     * @throws UncheckedIOException if there is none; that may pass
     */
    public static void requireKnown(String servers) {
        if (Arrays.stream(servers.split(",", -1)).noneMatch(HostNames::isKnown)) {
            throw new UncheckedIOException(new UnknownHostException(
                    "no address is known for " + servers + ": is it misspelt, or not there yet?"));
        }
    }

    private static boolean isKnown(String server) {
        try {
            return InetAddress.getByName(server.strip().replaceFirst(":[0-9]+$", "")) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
