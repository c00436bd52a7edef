package com.everyoneslecture.chaos.observe;

/** A part of this program has failed, so that it can no longer tell what the system does: whatever it misses says nothing about the system. */
public final class NoJudgementException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NoJudgementException(String message, Throwable cause) {
        super(message, cause);
    }
}
