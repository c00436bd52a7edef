package com.everyoneslecture.outbox.capture.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ListeningSocketsTest {

    @Test
    void waitInTheNextLookOfTheDriverAndKeepEveryOtherTimeOut() throws Exception {
        try (Socket socket = new ListeningSockets().createSocket()) {
            socket.setSoTimeout(1);
            assertThat(socket.getSoTimeout()).isOne();

            ListeningSockets.listen();
            socket.setSoTimeout(1);
            assertThat(socket.getSoTimeout()).isEqualTo(ListeningSockets.LISTEN_MILLIS);
            socket.setSoTimeout(1);
            assertThat(socket.getSoTimeout()).as("the poll after it").isOne();

            ListeningSockets.listen();
            socket.setSoTimeout(10_000);
            assertThat(socket.getSoTimeout()).isEqualTo(10_000);

            socket.setSoTimeout(0);
            assertThat(socket.getSoTimeout()).isZero();
        }
    }

    @Test
    void connect() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 5, loopback)) {
            int port = server.getLocalPort();
            ListeningSockets sockets = new ListeningSockets();
            try (Socket byAddress = sockets.createSocket(loopback, port);
                    Socket byName = sockets.createSocket(loopback.getHostAddress(), port);
                    Socket fromAddress = sockets.createSocket(loopback, port, loopback, 0);
                    Socket fromName = sockets.createSocket(loopback.getHostAddress(), port, loopback, 0)) {
                assertThat(new Socket[] {byAddress, byName, fromAddress, fromName})
                        .allMatch(Socket::isConnected);
            }
        }
    }
}
