package com.everyoneslecture.console.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedAddressesTest {

    private final ReportedAddresses reported =
            new ReportedAddresses(TrustedProxies.of(List.of("10.0.0.0/8", "fd00::/8")));

    @Test
    void readsWhatOneProxyHasSet() {
        assertThat(xForwarded(Map.of(
                        "X-Forwarded-For", "203.0.113.9",
                        "X-Forwarded-Proto", "HTTPS",
                        "X-Forwarded-Host", "Console.Example:8443")))
                .isEqualTo(new ClientAddress("203.0.113.9", "https", "console.example", 8443));
        assertThat(xForwarded(Map.of("X-Forwarded-Host", "console.example:1", "X-Forwarded-Port", "8443")))
                .isEqualTo(new ClientAddress(null, null, "console.example", 8443));
        assertThat(xForwarded(Map.of())).isEqualTo(new ClientAddress(null, null, null, null));
    }

    /** A proxy such as Apache appends to what the client has sent. */
    @Test
    void believesNothingInFrontOfWhatTheNearestProxyHasAppended() {
        assertThat(xForwarded(Map.of(
                        "X-Forwarded-For", "127.0.0.1, 203.0.113.9",
                        "X-Forwarded-Host", "console.example, evil.example",
                        "X-Forwarded-Proto", "http, https")))
                .isEqualTo(new ClientAddress("203.0.113.9", "https", "evil.example", null));
        assertThat(xForwarded(Map.of(
                        "X-Forwarded-For", "203.0.113.9",
                        "X-Forwarded-Host", "console.example, evil.example")))
                .isEqualTo(new ClientAddress("203.0.113.9", null, "evil.example", null));
    }

    @Test
    void goesThroughAChainOfTrustedProxiesToTheClient() {
        assertThat(xForwarded(Map.of(
                        "X-Forwarded-For", "192.0.2.1, 203.0.113.9, 10.0.0.2, [fd00::3]:4711",
                        "X-Forwarded-Host", "evil.example, console.example, inner.example, inmost.example")))
                .isEqualTo(new ClientAddress("203.0.113.9", null, "console.example", null));
        assertThat(reported.ofForwarded(List.of(
                        "for=192.0.2.1;host=evil.example, for=\"[2001:db8::7]:4711\";host=console.example;proto=https",
                        "for=10.0.0.2;host=inner.example;proto=http")))
                .isEqualTo(new ClientAddress("2001:db8::7", "https", "console.example", null));
    }

    @Test
    void readsForwardedWithQuotesAndWordsInPlaceOfAddresses() {
        assertThat(reported.ofForwarded(List.of("For=\"_hid,den;\";HOST=\"console.example:8443\" ; proto=https")))
                .isEqualTo(new ClientAddress(null, "https", "console.example", 8443));
        assertThat(reported.ofForwarded(List.of())).isEqualTo(new ClientAddress(null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host=\"a b\"", "proto=javascript", "host=a:99999", "for", "host=a:0", "host=a/b"})
    void rejectsWhatIsNoAddress(String header) {
        assertThatThrownBy(() -> reported.ofForwarded(List.of(header))).isInstanceOf(IllegalArgumentException.class);
    }

    private ClientAddress xForwarded(Map<String, String> headers) {
        return reported.ofXForwarded(name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of());
    }
}
