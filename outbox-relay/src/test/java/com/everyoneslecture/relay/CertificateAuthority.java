package com.everyoneslecture.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signs certificates with the JDK's {@code keytool}. Its files and the signed ones are below one directory. */
final class CertificateAuthority {

    /** The password of every key store and trust store. */
    static final String PASSWORD = "password of the stores";

    /** One for all: a broker accepts no certificate with another name in place of the one with which it started. */
    private static final String SUBJECT = "CN=outbox";

    private static final String SERVER = "ip:127.0.0.1";

    private static final int SECONDS = 60;

    private final Path directory;

    /**
     * The key and the certificate of a server or a client.
     *
     * @param store a PKCS12 key store with key and certificate
     * @param certificate in PEM
     * @param key in PEM, PKCS#8
     */
    record Identity(Path store, Path certificate, Path key) {}

    private CertificateAuthority(Path directory) {
        this.directory = directory;
    }

    /** Creates an authority with a new key. */
    static CertificateAuthority in(Path directory) throws Exception {
        CertificateAuthority authority = new CertificateAuthority(Files.createDirectories(directory));
        authority.keytool("-genkeypair", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-validity", "100", "-keyalg", "EC");
        authority.keytool("-exportcert", "ca", "-rfc", "-file", authority.certificate());
        authority.run(
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                authority.certificate(),
                "-keystore",
                authority.trustStore().toString());
        return authority;
    }

    /** Returns its own certificate's file, in PEM. */
    String certificate() {
        return directory.resolve("ca.pem").toString();
    }

    /** Returns a PKCS12 store that trusts it alone. */
    Path trustStore() {
        return directory.resolve("trust.p12");
    }

    /** Signs a certificate for 127.0.0.1. */
    Identity sign(String name) throws Exception {
        return sign(name, SERVER, List.of("-validity", "10"));
    }

    /** Signs a certificate for a host name that no server has. */
    Identity signForAnotherName(String name) throws Exception {
        return sign(name, "dns:elsewhere", List.of("-validity", "10"));
    }

    /** Signs a certificate for 127.0.0.1 that was valid for a day, until yesterday. */
    Identity signExpired(String name) throws Exception {
        return sign(name, SERVER, List.of("-startdate", "-2d", "-validity", "1"));
    }

    private Identity sign(String name, String server, List<String> validity) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Path certificate = directory.resolve(name + ".pem");
        Path request = directory.resolve(name + ".csr");
        run("-genkeypair", "-alias", "own", "-dname", SUBJECT, "-keyalg", "EC", "-keystore", store.toString());
        run("-certreq", "-alias", "own", "-file", request.toString(), "-keystore", store.toString());
        List<String> signing = new ArrayList<>(List.of(
                "-rfc", "-infile", request.toString(), "-outfile", certificate.toString(), "-ext", "san=" + server));
        signing.addAll(validity);
        keytool("-gencert", "ca", signing.toArray(String[]::new));
        run("-importcert", "-noprompt", "-alias", "ca", "-file", certificate(), "-keystore", store.toString());
        run("-importcert", "-alias", "own", "-file", certificate.toString(), "-keystore", store.toString());
        return new Identity(store, certificate, key(store, directory.resolve(name + ".key")));
    }

    private static Path key(Path store, Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            keys.load(stream, PASSWORD.toCharArray());
        }
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getKey("own", PASSWORD.toCharArray()).getEncoded());
        return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n", UTF_8);
    }

    private void keytool(String command, String alias, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "-alias",
                alias,
                "-keystore",
                directory.resolve("ca.p12").toString()));
        arguments.addAll(List.of(more));
        run(arguments.toArray(String[]::new));
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Path log = directory.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + Files.readString(log));
        }
    }
}
