package com.everyoneslecture.console.login;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how often an address may try passwords. An attempt counts from its start, so the limit also covers simultaneous attempts. A right
 * password takes back its own attempt only: a person who knows one password may not try those of others more often. The /64 network of an
 * IPv6 address counts as one address. Used by any thread.
 */
final class LoginThrottle {

    static final int MOST_ATTEMPTS = 10;
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final int MOST_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final Clock clock;
    private final Map<String, Attempts> attempts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Attempts(Instant since, int count) {}

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt. Returns false if it must not be made, because there were too many in the last minute. */
    synchronized boolean admits(String address) {
        String key = network(address);
        Attempts before = attempts.get(key);
        Instant now = clock.instant();
        if (before == null || !now.isBefore(before.since().plus(PERIOD))) {
            attempts.remove(key);
            attempts.put(key, new Attempts(now, 1));
            return true;
        }
        attempts.put(key, new Attempts(before.since(), Math.min(before.count() + 1, MOST_ATTEMPTS + 1)));
        return before.count() < MOST_ATTEMPTS;
    }

    /** Takes back one attempt of an address, after a right password. */
    synchronized void succeeded(String address) {
        attempts.computeIfPresent(
                network(address), (key, made) -> new Attempts(made.since(), Math.max(0, made.count() - 1)));
    }

    private static String network(String address) {
        try {
            // Not a name: the text is an address that Tomcat or the proxy's valve has checked.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
