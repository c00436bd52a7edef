package com.everyoneslecture.console.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,       10.1.2.3,      true",
        "10.1.2.3,       10.1.2.4,      false",
        "10.1.0.0/16,    10.1.255.255,  true",
        "10.1.0.0/16,    10.2.0.0,      false",
        "fd00::/8,       fd12::7,       true",
        "fd00::/8,       fe80::7,       false",
        "10.1.0.0/16,    fd12::7,       false",
        "10.1.0.0/16,    ::ffff:10.1.0.9, true",
        "0.0.0.0/0,      localhost,     false",
        "0.0.0.0/0,      unknown,       false",
    })
    void trustsTheAddressesOfItsNetworks(String network, String address, boolean trusted) {
        assertThat(TrustedProxies.of(List.of(network)).trust(address)).isEqualTo(trusted);
    }

    @Test
    void trustsNoAddressWithoutAnyNetwork() {
        assertThat(TrustedProxies.of(List.of()).trust("127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.1.0.0/33", "10.1.0.0/", "10.1.0.0/x", "300.1.1.1", "fd00::/129", "*"})
    void rejectsWhatIsNoNetwork(String network) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of("10.1.0.0/16", network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + network + "'");
    }
}
