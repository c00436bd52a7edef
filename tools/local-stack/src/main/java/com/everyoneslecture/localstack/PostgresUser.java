package com.everyoneslecture.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that runs PostgreSQL's programs. They refuse to run as root.
 *
 * <p>If the kernel allows it, root runs them in a user namespace without a mapping. Inside it, the process has the user id of
 * {@code nobody}, but its files still belong to root, so a data directory may be anywhere. Where containers forbid namespaces, the process
 * really runs as {@code nobody}; then the user {@code nobody} must be able to reach the directories.
 */
enum PostgresUser {
    SELF {
        @Override
        List<String> prefix() {
            return List.of();
        }
    },
    ROOT_IN_NAMESPACE {
        @Override
        List<String> prefix() {
            return List.of("unshare", "--user");
        }
    },
    NOBODY {
        @Override
        List<String> prefix() {
            return List.of("setpriv", "--reuid=nobody", "--regid=" + groupOfNobody(), "--clear-groups");
        }

        @Override
        void own(Path path) throws IOException {
            Files.getFileAttributeView(path, PosixFileAttributeView.class)
                    .setOwner(
                            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
    };

    /** Returns the part of the command before the program's path. */
    abstract List<String> prefix();

    /** Makes this user the owner of the path. */
    void own(Path path) throws IOException {}

    List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix());
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    static PostgresUser ofThisProcess() {
        if (!"0".equals(outputOf("id", "-u"))) {
            return SELF;
        }
        String inNamespace = outputOf("unshare", "--user", "id", "-u");
        if (!inNamespace.isEmpty() && !"0".equals(inNamespace)) {
            return ROOT_IN_NAMESPACE;
        }
        if (!outputOf("setpriv", "--version").isEmpty()) {
            return NOBODY;
        }
        throw new IllegalStateException("PostgreSQL refuses to run as root, and neither unshare nor setpriv is here to"
                + " drop root's rights: run this as an ordinary user");
    }

    private static String groupOfNobody() {
        return outputOf("id", "-g", "nobody");
    }

    /** Returns the output of the command; empty if it fails or does not exist. */
    private static String outputOf(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
