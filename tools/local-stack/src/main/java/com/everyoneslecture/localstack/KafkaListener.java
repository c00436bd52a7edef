package com.everyoneslecture.localstack;

/**
 * One more door of a broker, for clients that reach it by way of a proxy. A broker tells its clients where to come back to:
 * through another door, they would come past the proxy.
 *
 * @param name in capitals: {@code RELAY}
 * @param port of 127.0.0.1 that the broker listens on
 * @param advertisedPort of 127.0.0.1 that clients who came in here are told to use: the proxy's
 */
public record KafkaListener(String name, int port, int advertisedPort) {}
