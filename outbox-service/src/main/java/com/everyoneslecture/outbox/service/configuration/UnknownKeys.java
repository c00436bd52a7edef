package com.everyoneslecture.outbox.service.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;

/**
 * Handles a key under the prefix that belongs to no setting. In a file or an argument it is an error. An environment variable
 * may belong to another program, because all programs of a container or a shell share them: it is an error only if it is
 * similar to one of this service's keys, and otherwise it is logged and ignored.
 */
final class UnknownKeys {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownKeys.class);

    /**
     * Kubernetes sets these for each service of the namespace.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Kubernetes: Service,
     *     environment variables</a>
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".+_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)");

    /** Kubernetes also sets the variable that ends with PORT alone, but only with such a value. */
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.+");

    private final KnownKeys known;
    private final Map<String, String> problems;

    /** @param problems by key; this object adds to it */
    UnknownKeys(KnownKeys known, Map<String, String> problems) {
        this.known = known;
        this.problems = problems;
    }

    void judge(ConfigurationProperty property) {
        Optional<String> nearest = known.nearest(property.getName());
        String variable = VariableOrigin.variable(property.getOrigin());
        if (variable == null || !isOfOthers(variable, property, nearest)) {
            problems.putIfAbsent(property.getName().toString(), problem(variable, nearest));
        } else if (!isServiceLink(variable, property)) {
            LOG.warn("the environment variable {} is ignored, because this service has no such setting", variable);
        }
    }

    private static String problem(@Nullable String variable, Optional<String> nearest) {
        if (variable != null && SecretFiles.isNamedBy(variable)) {
            return "(environment variable " + variable
                    + ") must name a readable file with text, of at most 64 KiB,"
                    + " and the variable without _FILE must not be set";
        }
        return "is not a known key"
                + nearest.map(key -> "; did you mean " + key + "?").orElse("");
    }

    private boolean isOfOthers(String variable, ConfigurationProperty property, Optional<String> nearest) {
        return isServiceLink(variable, property) || (nearest.isEmpty() && !known.hasGroupOf(property.getName()));
    }

    private static boolean isServiceLink(String variable, ConfigurationProperty property) {
        return SERVICE_LINK.matcher(variable).matches()
                || (variable.endsWith("_PORT")
                        && SERVICE_ADDRESS
                                .matcher(String.valueOf(property.getValue()))
                                .matches());
    }
}
