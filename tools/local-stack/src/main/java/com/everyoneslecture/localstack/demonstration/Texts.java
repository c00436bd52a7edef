package com.everyoneslecture.localstack.demonstration;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The texts of the demonstrations, in English or Korean. */
public final class Texts {

    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        bundle = ResourceBundle.getBundle(
                "com.everyoneslecture.localstack.demonstration.texts",
                locale,
                Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** Returns the texts in Korean if the locale's language is Korean, and in English otherwise. */
    public static Texts in(Locale locale) {
        return new Texts(locale.getLanguage().equals(Locale.KOREAN.getLanguage()) ? Locale.KOREAN : Locale.ROOT);
    }

    /** Returns the one line that names a demonstration. */
    public String title(Demonstration demonstration) {
        return bundle.getString(demonstration.name() + ".title");
    }

    /** Returns the line of a demonstration in a list: number, title and the options that it needs. */
    public String line(Demonstration demonstration) {
        String options = demonstration.needs().options();
        return String.format(Locale.ROOT, "%3d  ", demonstration.number())
                + title(demonstration)
                + (options.isEmpty() ? "" : "  (./outbox up " + options + ")");
    }

    /** Returns how to start the system that a demonstration needs. */
    public String needs(String options) {
        return of("needs", options);
    }

    String prediction(Demonstration demonstration) {
        return bundle.getString(demonstration.name() + ".prediction");
    }

    /** Returns what to look at on the console's page. */
    String look(Demonstration demonstration) {
        return bundle.getString(demonstration.name() + ".look");
    }

    /** Returns a text in which {@code %s} is replaced by the arguments. */
    String of(String key, Object... arguments) {
        return String.format(Locale.ROOT, bundle.getString(key), arguments);
    }
}
