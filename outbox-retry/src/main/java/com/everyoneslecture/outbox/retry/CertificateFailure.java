package com.everyoneslecture.outbox.retry;

import com.everyoneslecture.outbox.retry.Decision.Halt;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a certificate that one side does not accept, or that lacks the server's name. Such a failure does not pass.
 */
public final class CertificateFailure {

    private static final int MAXIMUM_CAUSES = 20;

    /**
     * The message of an alert by the other side. The JDK has no type for an alert, only this text.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-6.2">RFC 8446, error alerts</a>
     */
    private static final Pattern OTHER_SIDE =
            Pattern.compile("Received fatal alert: (unknown_ca|access_denied|\\w*certificate\\w*)");

    /**
     * The name that PostgreSQL's driver gives to its check of the server's name, in every translation of its message. The driver
     * reports a certificate for another name as a lost connection, without a cause.
     */
    private static final String OTHER_NAME = "PgjdbcHostnameVerifier";

    private CertificateFailure() {}

    /** Returns null if a certificate is not the cause. */
    public static @Nullable Halt decide(Throwable failure) {
        if (failure instanceof SQLException && (isOfCertificate(failure) || isOfOtherName(failure))) {
            return new Halt(
                    text(failure),
                    "let the client trust the authority that signed the server's certificate (sslrootcert), call the server by a name"
                            + " that is in it, and check whether it has expired");
        }
        if (failure instanceof SslAuthenticationException) {
            return new Halt(
                    text(failure),
                    "let the client trust the authority that signed the brokers' certificate (ssl.truststore.location) and call them"
                            + " by a name that is in it, let the brokers trust the client's (ssl.keystore.location), and check whether"
                            + " one has expired");
        }
        return null;
    }

    private static boolean isOfOtherName(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains(OTHER_NAME);
    }

    private static boolean isOfCertificate(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAXIMUM_CAUSES; depth++) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || (cause instanceof SSLException
                            && OTHER_SIDE
                                    .matcher(String.valueOf(cause.getMessage()))
                                    .matches())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Returns the failure and its innermost cause, which contains the problem of the certificate. */
    private static String text(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < MAXIMUM_CAUSES; depth++) {
            cause = cause.getCause();
        }
        String text = FailureText.of(failure);
        return text.contains(String.valueOf(cause.getMessage()))
                ? text
                : text + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
