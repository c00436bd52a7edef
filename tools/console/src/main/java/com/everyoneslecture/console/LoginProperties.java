package com.everyoneslecture.console;

import com.everyoneslecture.console.login.LoginSettings;
import com.everyoneslecture.console.login.Operators;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users who can log in, and those who may change something.
 *
 * @param forReading whether reading needs a login too
 * @param users the users with passwords, by their names: lower-case letters, digits and dashes
 * @param operators those who may change something. Names of users, or values of {@code operators-claim}. Empty: all users with
 *     passwords. Required where a provider is configured; {@code *} stands for all whom it lets in
 * @param operatorsClaim the claim of the provider that {@code operators} lists values of, such as {@code groups} or
 *     {@code realm_access.roles}; the user's name if it is not set
 */
record LoginProperties(
        boolean forReading,

        @NotNull
        Map<
                        @Pattern(
                                regexp = "[a-z0-9-]{1,64}",
                                message = "is not a name of lower-case letters, digits and dashes")
                        String,
                        @Valid User>
                users,

        @NotNull List<@NotBlank String> operators,
        @Nullable String operatorsClaim) {

    static final String BCRYPT = "\\$2[aby]\\$1[0-5]\\$[./0-9A-Za-z]{53}";
    static final String NO_BCRYPT =
            "is not a password encoded by bcrypt with a cost of 10 to 15: `htpasswd -nbBC 12 name password` prints one";

    LoginProperties {
        users = users == null ? Map.of() : Map.copyOf(users);
        operators = operators == null ? List.of() : List.copyOf(operators);
    }

    LoginSettings settings(boolean demonstration) {
        Map<String, String> passwords = new HashMap<>();
        users.forEach((name, user) -> passwords.put(name, user.password()));
        return new LoginSettings(
                demonstration, forReading, passwords, new Operators(Set.copyOf(operators), operatorsClaim));
    }

    /**
     * A user with a password.
     *
     * @param password the password, encoded by bcrypt with a cost of 10 to 15: {@code htpasswd -nbBC 12 name password} prints it after
     *     the colon; never logged
     */
    record User(
            @NotNull @Pattern(regexp = BCRYPT, message = NO_BCRYPT)
            String password) {

        /** Omits the password. */
        @Override
        public String toString() {
            return "User[]";
        }
    }
}
