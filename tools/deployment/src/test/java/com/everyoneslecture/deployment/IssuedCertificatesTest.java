package com.everyoneslecture.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code deploy/secure/issue} with the openssl of this machine; skipped if there is none. */
@Timeout(60)
class IssuedCertificatesTest {

    private static final List<String> SERVERS = List.of("category-db", "lecture-db", "kafka");
    private static final List<String> CLIENTS = List.of("operator", "relay", "projector", "console");
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    /** The recipients of the passwords in {@code docker-compose.yml}: the user, and the name of the owner. */
    private static final Pattern GIVEN = Pattern.compile("give (\\w+) ([a-z-]+) ");

    @TempDir
    private static Path first = Path.of("");

    private static CertificateDirectory all = new CertificateDirectory(first);

    private CertificateDirectory certificates = all;

    @BeforeAll
    static void issueAll() throws Exception {
        assumeTrue(CertificateDirectory.isPossible(), "there is no openssl, or no bash");
        all = CertificateDirectory.in(first);
        assertThat(all.issue("missing")).as("exit status").isZero();
    }

    @BeforeEach
    void copy(@TempDir Path own) throws IOException {
        certificates = all.copyTo(own);
    }

    @Test
    void eachOwnerHasACertificateForItsPurpose() throws Exception {
        assertThat(SERVERS).allSatisfy(name -> {
            X509Certificate certificate = certificates.verified(name);
            assertThat(certificate.getExtendedKeyUsage()).contains(SERVER_AUTHENTICATION);
            assertThat(certificate.getSubjectAlternativeNames())
                    .extracting(alternative -> (Object) alternative.get(1))
                    .containsExactlyInAnyOrder(name, "localhost", "127.0.0.1");
        });
        assertThat(CLIENTS)
                .allSatisfy(name -> assertThat(certificates.verified(name).getExtendedKeyUsage())
                        .containsExactly(CLIENT_AUTHENTICATION));
        assertThat(certificates.verified("kafka").getExtendedKeyUsage()).contains(CLIENT_AUTHENTICATION);
        assertThat(certificates.verified("category-db").getExtendedKeyUsage()).doesNotContain(CLIENT_AUTHENTICATION);
    }

    @Test
    void principalsAreThoseThatHaveRights() {
        assertThat(Repository.read("kafka/rights").lines().filter(line -> !line.startsWith("#")))
                .extracting(line -> line.split(" +", 2)[0])
                .isSubsetOf(CLIENTS);
    }

    @Test
    void keysAreReadableByTheirOwnersAlone() throws Exception {
        Map<String, String> users = new HashMap<>();
        GIVEN.matcher(Repository.read("docker-compose.yml"))
                .results()
                .forEach(given -> users.put(given.group(2), given.group(1)));
        Map<String, String> services = Map.of(
                "category-db", "category-db",
                "lecture-db", "lecture-db",
                "kafka", "kafka",
                "operator", "kafka",
                "relay", "outbox-relay",
                "projector", "lecture-projector",
                "console", "console");
        List<String> expected = services.entrySet().stream()
                .map(owner -> String.join(
                        " ",
                        String.valueOf(users.get(owner.getValue())),
                        "owners/" + owner.getKey(),
                        "owners/" + owner.getKey() + "/identity.new"))
                .toList();
        assertThat(certificates.owners()).containsExactlyInAnyOrderElementsOf(expected);
        for (String name : services.keySet()) {
            assertThat(permissions(certificates.identity(name))).isEqualTo("rw-------");
        }
        assertThat(permissions(certificates.signing())).isEqualTo("rw-------");
        assertThat(permissions(certificates.trusted())).isEqualTo("rw-r--r--");
        assertThat(Files.readString(certificates.trusted(), UTF_8)).doesNotContain("PRIVATE KEY");
    }

    @Test
    void certificatesStayUntilTheyAreRenewed() throws Exception {
        X509Certificate authority = certificates.authority();
        X509Certificate relay = certificates.verified("relay");
        X509Certificate console = certificates.verified("console");

        Files.delete(certificates.identity("console"));
        assertThat(certificates.issue("missing")).as("exit status").isZero();
        assertThat(certificates.verified("relay")).isEqualTo(relay);
        assertThat(certificates.verified("console").getPublicKey()).isNotEqualTo(console.getPublicKey());

        assertThat(certificates.issue("renew")).as("exit status").isZero();
        assertThat(certificates.authority()).isEqualTo(authority);
        assertThat(certificates.verified("relay").getPublicKey()).isNotEqualTo(relay.getPublicKey());
    }

    @Test
    void aNewAuthorityReplacesEveryCertificate() throws Exception {
        X509Certificate authority = certificates.authority();

        assertThat(certificates.issue("renew-authority")).as("exit status").isZero();

        assertThat(certificates.authority().getPublicKey()).isNotEqualTo(authority.getPublicKey());
        for (String name : List.of("category-db", "kafka", "relay")) {
            certificates.verified(name);
        }
    }

    @Test
    void aRunThatWasKilledIsCompletedByTheNext() throws Exception {
        Path leftover = certificates.identity("relay").resolveSibling("key.new");
        Files.writeString(leftover, "half a key", UTF_8);
        // The authority was replaced, but no certificate yet.
        Files.delete(certificates.signing());

        assertThat(certificates.issue("missing")).as("exit status").isZero();

        for (String name : SERVERS) {
            certificates.verified(name);
        }
        assertThat(leftover).doesNotExist();
    }

    @Test
    void anUnknownRequestIsRefused() throws Exception {
        assertThat(certificates.issue("replace")).isEqualTo(2);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
