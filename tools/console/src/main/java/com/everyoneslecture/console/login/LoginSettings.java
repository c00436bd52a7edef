package com.everyoneslecture.console.login;

import java.util.Map;

/**
 * The settings of logins.
 *
 * @param demonstration whether demonstration mode is on; it needs no logins and has none
 * @param forReading whether reading needs a login too
 * @param passwords encoded by bcrypt, by the user's name in lower case
 * @param operators the users who may change something
 */
public record LoginSettings(
        boolean demonstration, boolean forReading, Map<String, String> passwords, Operators operators) {

    public LoginSettings {
        passwords = Map.copyOf(passwords);
    }

    /** Omits the passwords. */
    @Override
    public String toString() {
        return "LoginSettings[" + passwords.keySet() + "]";
    }
}
