package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.proxy.TcpProxy;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of the services to the servers: direct, or through proxies that can be cut and slowed down. A link has one proxy for
 * each server that it leads to.
 */
public final class Links implements AutoCloseable {

    private final boolean proxied;
    private final Map<Link, Map<Integer, TcpProxy>> proxies = new ConcurrentHashMap<>();

    private Links(boolean proxied) {
        this.proxied = proxied;
    }

    /** Returns direct connections. */
    public static Links direct() {
        return new Links(false);
    }

    /** Returns connections through proxies, which run in this process and end with it. */
    public static Links proxied() {
        return new Links(true);
    }

    /** Returns whether there are proxies. */
    boolean areProxied() {
        return proxied;
    }

    /** Returns the connections that can be cut. */
    public Set<Link> cuttable() {
        return Set.copyOf(proxies.keySet());
    }

    /** Returns the port that the link's client has to use. */
    int way(Link link, int serverPort) {
        return proxied
                ? proxies.computeIfAbsent(link, any -> new ConcurrentHashMap<>())
                        .computeIfAbsent(serverPort, port -> new TcpProxy(link.toString(), port))
                        .port()
                : serverPort;
    }

    /**
     * Cuts the link: nothing is forwarded from now on, and no connection ends.
     *
     * @throws NoSuchElementException if there is no proxy on the link
     */
    public void cut(Link link) {
        on(link).forEach(TcpProxy::cut);
    }

    /**
     * Slows the link: everything is forwarded with a delay.
     *
     * @param delay the delay of each 16 KiB of each connection and direction
     * @throws NoSuchElementException if there is no proxy on the link
     */
    public void slow(Link link, Duration delay) {
        on(link).forEach(proxy -> proxy.slow(delay));
    }

    /**
     * Restores the link: everything is forwarded without a delay.
     *
     * @throws NoSuchElementException if there is no proxy on the link
     */
    public void restore(Link link) {
        on(link).forEach(TcpProxy::restore);
    }

    private Collection<TcpProxy> on(Link link) {
        Map<Integer, TcpProxy> ofLink = proxies.get(link);
        if (ofLink == null) {
            throw new NoSuchElementException(
                    proxied
                            ? "this system has no connection " + link + "; it has: " + new TreeSet<>(proxies.keySet())
                            : "no connection can be cut here: start the system with `outbox up --demonstration`, with one broker");
        }
        return ofLink.values();
    }

    @Override
    public void close() {
        proxies.values().forEach(ofLink -> ofLink.values().forEach(TcpProxy::close));
    }
}
