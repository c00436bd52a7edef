package com.everyoneslecture.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A directory in which {@code deploy/secure/issue} runs, with a {@code chown} that only records its arguments. */
record CertificateDirectory(Path path) {

    static boolean isPossible() {
        return Stream.of("openssl", "bash")
                .allMatch(program -> Arrays.stream(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    static CertificateDirectory in(Path path) throws IOException {
        Path chown = Files.createDirectories(path.resolve("bin")).resolve("chown");
        Files.writeString(chown, "#!/bin/sh\necho \"$@\" >>chowned\n", UTF_8);
        Files.setPosixFilePermissions(chown, PosixFilePermissions.fromString("rwx------"));
        return new CertificateDirectory(path);
    }

    CertificateDirectory copyTo(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(each -> !each.equals(path)).toList()) {
                Files.copy(file, target.resolve(path.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new CertificateDirectory(target);
    }

    /** Returns the exit status. */
    int issue(String request) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", Repository.path("deploy/secure/issue").toString(), request)
                .directory(path.toFile())
                .redirectErrorStream(true)
                .redirectOutput(path.resolve("log").toFile());
        builder.environment().merge("PATH", path.resolve("bin").toString(), (all, first) -> first + ":" + all);
        return builder.start().waitFor();
    }

    /** Returns the requested changes of owners: the user, and the files. */
    List<String> owners() throws IOException {
        return Files.readAllLines(path.resolve("chowned"), UTF_8);
    }

    /** Returns the certificate of this owner, after checking that the common authority has signed it. */
    X509Certificate verified(String name) {
        try {
            X509Certificate certificate = certificate(identity(name));
            certificate.verify(certificate(trusted()).getPublicKey());
            certificate.checkValidity();
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
            assertThat(certificate.getBasicConstraints()).isNegative();
            return certificate;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(name, e);
        }
    }

    X509Certificate authority() throws IOException, GeneralSecurityException {
        return certificate(trusted());
    }

    Path identity(String name) {
        return path.resolve("owners").resolve(name).resolve("identity.pem");
    }

    /** Returns the file with the authority's certificate and key. */
    Path signing() {
        return path.resolve("authority/authority.pem");
    }

    Path trusted() {
        return path.resolve("trust/authority.pem");
    }

    private static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream input = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
        }
    }
}
