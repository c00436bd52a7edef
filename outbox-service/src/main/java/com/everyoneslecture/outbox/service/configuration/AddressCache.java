package com.everyoneslecture.outbox.service.configuration;

import java.security.Security;

/** The JVM's cache of host addresses. In a network of containers a name may get another address when its server restarts. */
public final class AddressCache {

    private AddressCache() {}

    /**
     * Makes the JVM resolve a name again after seconds instead of half a minute. Called first of all, because the JVM reads the
     * setting only once.
     *
     * @see <a href="https://docs.oracle.com/en/java/javase/17/core/java-networking.html">networkaddress.cache.ttl</a>
     */
    public static void expireSoon() {
        Security.setProperty("networkaddress.cache.ttl", "3");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }
}
