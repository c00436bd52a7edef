package com.everyoneslecture.supplychain;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The licences under which a library may be part of a program. A library with several licences needs one of these. A library with another
 * licence, or without one, needs an entry with its name and the reason.
 */
final class AdmittedLicences {

    private static final Set<String> LICENCES =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EPL-1.0", "EPL-2.0", "MIT", "MIT-0", "UPL-1.0");

    /** The only licence that is admitted for a library, by {@code group:name}. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            // Interfaces of Spring's foundation, which their authors have given to the public.
            "aopalliance:aopalliance", "Public Domain",
            // The text of MIT with a different name: https://www.bouncycastle.org/licence.html
            "org.bouncycastle:bcprov-jdk18on", "Bouncy Castle Licence");

    private AdmittedLicences() {}

    /** Returns one line for each library that has no admitted licence. */
    static List<String> problems(List<Component> components) {
        return components.stream()
                .filter(component -> !admitted(component))
                .map(component -> component.artifact() + ":" + component.version()
                        + (component.licences().isEmpty()
                                ? " states no licence"
                                : " is licensed under " + String.join(" or ", component.licences()))
                        + ": admit it in AdmittedLicences, or use another library")
                .toList();
    }

    private static boolean admitted(Component component) {
        String exception = EXCEPTIONS.get(component.artifact());
        return component.licences().stream()
                .anyMatch(licence -> LICENCES.contains(licence) || licence.equals(exception));
    }
}
