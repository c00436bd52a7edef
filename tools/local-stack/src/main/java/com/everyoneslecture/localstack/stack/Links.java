package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.localstack.proxy.TcpProxy;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/** How the services reach the servers: directly, or each by a proxy of its own that can be cut and slowed down. */
public final class Links implements AutoCloseable {

    private final boolean proxied;
    private final Map<Link, TcpProxy> proxies = new ConcurrentHashMap<>();

    private Links(boolean proxied) {
        this.proxied = proxied;
    }

    /** Nothing in between. */
    public static Links direct() {
        return new Links(false);
    }

    /** A proxy on each link. They live in this process, and end with it. */
    public static Links proxied() {
        return new Links(true);
    }

    /** Whether something is in between. */
    boolean areProxied() {
        return proxied;
    }

    /** The port that the link's client has to use. */
    int way(Link link, int serverPort) {
        return proxied
                ? proxies.computeIfAbsent(link, any -> new TcpProxy(link.toString(), serverPort))
                        .port()
                : serverPort;
    }

    /**
     * What stands on the link.
     *
     * @throws NoSuchElementException if nothing does
     */
    public TcpProxy proxy(Link link) {
        TcpProxy proxy = proxies.get(link);
        if (proxy == null) {
            throw new NoSuchElementException("nothing stands on " + link);
        }
        return proxy;
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
    }
}
