package com.everyoneslecture.localstack;

/**
 * A further listener of a broker, for clients that reach it through a proxy. A broker returns its address to its clients, and through
 * another listener they would bypass the proxy.
 *
 * @param name the name in capitals: {@code RELAY}
 * @param port the port of 127.0.0.1 that the broker listens on
 * @param advertisedPort the port of 127.0.0.1 that the broker advertises to clients of this listener: the proxy's
 */
public record KafkaListener(String name, int port, int advertisedPort) {}
