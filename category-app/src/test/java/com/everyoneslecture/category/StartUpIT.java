package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.outbox.service.configuration.WrongConfigurationException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The messages of a service that cannot start. */
@ExtendWith(OutputCaptureExtension.class)
class StartUpIT {

    @Test
    void namesTheMissingPassword(CapturedOutput output) {
        assertThatThrownBy(() -> Service.start(Map.of())).isInstanceOf(WrongConfigurationException.class);

        assertThat(output).contains("The configuration is wrong:").contains("SPRING_DATASOURCE_PASSWORD) is missing");
        assertThat(output).doesNotContain("\tat com.everyoneslecture");
    }

    @Test
    void namesTheOptionThatMovesItFromABusyPort(CapturedOutput output) throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> settings = new HashMap<>(CategoryDatabase.settings(CategoryDatabase.DATABASE));
            settings.put("server.port", busy.getLocalPort());

            assertThatThrownBy(() -> Service.start(settings)).isInstanceOf(RuntimeException.class);

            assertThat(output).contains("Port " + busy.getLocalPort()).contains("SERVER_PORT");
        }
    }
}
