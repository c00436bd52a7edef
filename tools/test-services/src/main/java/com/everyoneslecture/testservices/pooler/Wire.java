package com.everyoneslecture.testservices.pooler;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One side of a connection in PostgreSQL's protocol. Used by one thread at a time. */
final class Wire implements AutoCloseable {

    /** A request for TLS or for GSSAPI; the first two bytes of the number are those of no protocol version. */
    private static final int REQUEST = 1234;

    private static final int VERSION_AT = 4;
    private static final int LENGTH_BYTES = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    /** Reads the startup packet of a client, and refuses encryption. */
    byte[] startup() throws IOException {
        byte[] packet = packet();
        while (ByteBuffer.wrap(packet).getShort(VERSION_AT) == REQUEST) {
            out.write('N');
            out.flush();
            packet = packet();
        }
        return packet;
    }

    /** Refuses a startup parameter, as PgBouncer does. */
    void refuse(String parameter) throws IOException {
        byte[] fields = ("SFATAL\0C08P01\0Munsupported startup parameter: " + parameter + "\0\0")
                .getBytes(StandardCharsets.UTF_8);
        write(new Message('E', fields));
    }

    Message read() throws IOException {
        out.flush();
        char type = (char) in.readUnsignedByte();
        byte[] body = new byte[in.readInt() - LENGTH_BYTES];
        in.readFully(body);
        return new Message(type, body);
    }

    void write(Message message) throws IOException {
        out.write(message.type());
        out.writeInt(message.body().length + LENGTH_BYTES);
        out.write(message.body());
        out.flush();
    }

    void write(byte[] packet) throws IOException {
        out.write(packet);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] packet() throws IOException {
        int length = in.readInt();
        byte[] packet = new byte[length];
        ByteBuffer.wrap(packet).putInt(length);
        in.readFully(packet, LENGTH_BYTES, length - LENGTH_BYTES);
        return packet;
    }

    /**
     * One message.
     *
     * @param body the content after the length
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Message(char type, byte[] body) {

        private static final int PASSED = 0;
        private static final int LAST_OF_SASL = 12;

        boolean asksForPassword() {
            int request = type == 'R' ? ByteBuffer.wrap(body).getInt() : PASSED;
            return request != PASSED && request != LAST_OF_SASL;
        }

        /** Returns the key for cancelling, with another process number. */
        Message withProcess(int process) {
            byte[] other = body.clone();
            ByteBuffer.wrap(other).putInt(process);
            return new Message(type, other);
        }

        /** Returns whether a session that is ready is in no transaction. */
        boolean isIdle() {
            return body[0] == 'I';
        }
    }
}
