package com.everyoneslecture.localstack.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.everyoneslecture.localstack.process.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that returns its input, behind a proxy. */
@Timeout(60)
class TcpProxyIT {

    private static final int SILENCE_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 30_000;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TcpProxy proxy;

    TcpProxyIT() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = new TcpProxy("test", server.getLocalPort());
    }

    @BeforeEach
    void serve() {
        threads.execute(this::accept);
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void passesBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(echo(client, "최종테스트")).isEqualTo("최종테스트");
            assertThat(echo(client, "once more")).isEqualTo("once more");
        }
    }

    @Test
    void carriesMoreThanOnePieceInOrder() throws Exception {
        byte[] much = new byte[1_000_000];
        for (int at = 0; at < much.length; at++) {
            much[at] = (byte) ('a' + at / 251 % 26);
        }
        try (Socket client = connect()) {
            Future<byte[]> read = threads.submit(() -> client.getInputStream().readNBytes(much.length));
            client.getOutputStream().write(much);
            assertThat(read.get()).isEqualTo(much);
        }
    }

    @Test
    void holdsWhatIsSentIntoACutAndDeliversItAfterwards() throws IOException {
        try (Socket client = connect()) {
            echo(client, "before");
            proxy.cut();
            send(client, "during");
            client.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(() -> receive(client, "during".length())).isInstanceOf(SocketTimeoutException.class);
            proxy.restore();
            client.setSoTimeout(PATIENCE_MILLIS);
            assertThat(receive(client, "during".length())).isEqualTo("during");
        }
    }

    @Test
    void takesConnectionsDuringACutAndServesThemAfterwards() throws IOException {
        proxy.cut();
        try (Socket client = connect()) {
            send(client, "early");
            client.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(() -> receive(client, "early".length())).isInstanceOf(SocketTimeoutException.class);
            proxy.restore();
            client.setSoTimeout(PATIENCE_MILLIS);
            assertThat(receive(client, "early".length())).isEqualTo("early");
        }
    }

    @Test
    void hidesTheEndOfTheServerDuringACut() throws IOException {
        try (Socket client = connect()) {
            echo(client, "before");
            proxy.cut();
            send(client, "!");
            client.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.restore();
            client.setSoTimeout(PATIENCE_MILLIS);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void delaysEachPieceWhileSlow() throws IOException {
        try (Socket client = connect()) {
            echo(client, "before");
            proxy.slow(Duration.ofSeconds(20));
            send(client, "slow");
            client.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(() -> receive(client, "slow".length())).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void closesTheClientsConnectionWhereNobodyListens() throws IOException {
        // Not the closed port of the server, because another process may receive that port at once.
        try (TcpProxy toNobody = new TcpProxy("test", FreePort.any());
                Socket client = connect(toNobody)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void passesTheEndOfTheServerOn() throws IOException {
        try (Socket client = connect()) {
            // The server below ends the connection when it receives this.
            send(client, "!");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    private static Socket connect(TcpProxy to) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), to.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static String echo(Socket client, String text) throws IOException {
        send(client, text);
        return receive(client, text.getBytes(UTF_8).length);
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String receive(Socket client, int bytes) throws IOException {
        return new String(client.getInputStream().readNBytes(bytes), UTF_8);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> answer(client));
            }
        } catch (IOException e) {
            // The end of the test.
            return;
        }
    }

    private static void answer(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            byte[] piece = new byte[4_096];
            for (int length = in.read(piece); length >= 0 && piece[0] != '!'; length = in.read(piece)) {
                client.getOutputStream().write(piece, 0, length);
            }
        } catch (IOException e) {
            // The client has disconnected.
            return;
        }
    }
}
