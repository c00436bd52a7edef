package com.everyoneslecture.console.proxy;

/** The kind of headers by which the proxies name the address that a client used. The other kind is ignored. */
public enum ForwardedHeaders {
    /** {@code X-Forwarded-For}, {@code -Host}, {@code -Proto} and {@code -Port}. */
    X_FORWARDED,
    /** {@code Forwarded}, as defined by RFC 7239. */
    FORWARDED
}
