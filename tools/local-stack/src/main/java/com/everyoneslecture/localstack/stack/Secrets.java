package com.everyoneslecture.localstack.stack;

import com.everyoneslecture.db.Schema;
import com.everyoneslecture.localstack.OwnerOnly;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The databases' passwords, generated once and kept in a file. */
public final class Secrets {

    /** Stands for a secret in a text. */
    public static final String HIDDEN = "***";

    private static final int PASSWORD_BYTES = 18;

    private final Properties passwords;

    private Secrets(Properties passwords) {
        this.passwords = passwords;
    }

    /** Reads the file; missing passwords are generated and added. */
    public static Secrets at(Path file) {
        try {
            Properties passwords = new Properties();
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    passwords.load(reader);
                }
            }
            if (complete(passwords)) {
                StringWriter text = new StringWriter();
                passwords.store(text, "Passwords of the databases under data; they belong together.");
                OwnerOnly.write(file, text.toString());
            }
            return new Secrets(passwords);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store passwords in " + file, e);
        }
    }

    /** Returns the password of the superuser. */
    public String superuser(ComponentName database) {
        return passwords.getProperty(database + ".postgres");
    }

    /** Returns the password of a role. */
    public String of(String role) {
        return passwords.getProperty(role);
    }

    /** Returns the text without the passwords that are in it. */
    public String hidden(String text) {
        String hidden = text;
        for (String name : passwords.stringPropertyNames()) {
            hidden = hidden.replace(passwords.getProperty(name), HIDDEN);
        }
        return hidden;
    }

    /** Returns the passwords by role. */
    Map<String, String> of(Schema schema) {
        return schema.loginRoles().stream().collect(Collectors.toMap(role -> role, this::of));
    }

    private static boolean complete(Properties passwords) {
        TreeSet<String> names = new TreeSet<>();
        names.add(ComponentName.CATEGORY_DB + ".postgres");
        names.add(ComponentName.LECTURE_DB + ".postgres");
        names.addAll(Schema.CATEGORY.loginRoles());
        names.addAll(Schema.LECTURE.loginRoles());
        names.removeAll(passwords.keySet());
        names.forEach(name -> passwords.setProperty(name, madeUp()));
        return !names.isEmpty();
    }

    private static String madeUp() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
