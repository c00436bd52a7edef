package com.everyoneslecture.chaos.observe;

/** A part of chaos has failed, so it cannot judge the system any more. */
public final class NoJudgementException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NoJudgementException(String message, Throwable cause) {
        super(message, cause);
    }
}
