package com.everyoneslecture.console.login;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.util.UUID;

/** An action that runs once its session is invalid. The session holds it as an attribute, so that it survives a new identifier. */
final class SessionEnd implements HttpSessionBindingListener {

    private final Runnable action;

    private SessionEnd(Runnable action) {
        this.action = action;
    }

    /** Returns an action that runs the given one and then cancels the registration. */
    static Runnable of(HttpSession session, Runnable action) {
        String name = SessionEnd.class.getName() + "." + UUID.randomUUID();
        try {
            session.setAttribute(name, new SessionEnd(action));
            // Throws if the session has become invalid meanwhile: the invalidation may have missed the attribute.
            session.getAttribute(name);
        } catch (IllegalStateException e) {
            action.run();
        }
        return () -> forget(session, name);
    }

    private static void forget(HttpSession session, String name) {
        try {
            session.removeAttribute(name);
        } catch (IllegalStateException e) {
            // The session is invalid and has no attributes left.
            return;
        }
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        action.run();
    }
}
