package com.everyoneslecture.localstack.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.localstack.KafkaListener;
import com.everyoneslecture.localstack.KafkaServer;
import com.everyoneslecture.localstack.KafkaSettings;
import com.everyoneslecture.localstack.ServerFiles;
import com.everyoneslecture.localstack.process.FreePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class ProxiedKafkaIT {

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(180)
    void keepsAClientBehindTheProxyAndOthersBesideIt() throws Exception {
        int behind = FreePort.any();
        try (TcpProxy proxy = new TcpProxy("kafka", behind);
                KafkaServer kafka = KafkaServer.shortLived(new KafkaSettings(
                        "kafka",
                        ServerFiles.under(directory),
                        0,
                        Map.of(),
                        List.of(new KafkaListener("RELAY", behind, proxy.port()))))) {
            kafka.start();
            try (Admin proxied = admin(proxy.port());
                    Admin direct = admin(kafka.port())) {
                assertThat(ports(proxied)).containsExactly(proxy.port());
                assertThat(ports(direct)).containsExactly(kafka.port());

                proxy.cut();
                assertThatThrownBy(() -> ports(proxied))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TimeoutException.class);
                assertThat(ports(direct)).containsExactly(kafka.port());

                proxy.restore();
                assertThat(ports(proxied)).containsExactly(proxy.port());
            }
        }
    }

    private static List<Integer> ports(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeCluster().nodes().get().stream().map(Node::port).toList();
    }

    private static Admin admin(int port) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000));
    }
}
