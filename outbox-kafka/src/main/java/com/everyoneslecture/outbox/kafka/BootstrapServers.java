package com.everyoneslecture.outbox.kafka;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/** The addresses that a Kafka client starts with. */
public final class BootstrapServers {

    private BootstrapServers() {}

    /**
     * Returns if at least one of the host names can be resolved. Kafka's clients treat unknown names as a wrong configuration,
     * but in a network of containers a name is unknown while its server is down.
     *
     * @param servers host:port, several separated by commas
     * @throws UncheckedIOException if no name can be resolved; this may be temporary
     */
    public static void requireKnown(String servers) {
        if (Arrays.stream(servers.split(",", -1)).noneMatch(BootstrapServers::isKnown)) {
            throw new UncheckedIOException(new UnknownHostException(
                    "no address is known for " + servers + ": is the name wrong, or not registered yet?"));
        }
    }

    private static boolean isKnown(String server) {
        try {
            String host = Utils.getHost(server.strip());
            // Without a host, the client rejects the address itself.
            return host == null || InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
