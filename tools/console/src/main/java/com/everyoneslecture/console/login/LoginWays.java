package com.everyoneslecture.console.login;

import java.util.List;

/**
 * The ways to log in.
 *
 * @param password whether there are users with passwords
 * @param providers OpenID Connect providers, in the order of their names
 */
public record LoginWays(boolean password, List<Provider> providers) {

    public LoginWays {
        providers = List.copyOf(providers);
    }

    /** Returns whether there is any way to log in. */
    boolean exist() {
        return password || !providers.isEmpty();
    }

    /**
     * An OpenID Connect provider.
     *
     * @param name the name that the page shows
     * @param path the path at which the login begins, relative to the page
     */
    public record Provider(String name, String path) {}
}
