package shop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** A payment, and its form in Avro. The schema is the file {@code payment.avsc}; with a schema registry, its serializer makes the bytes. */
record Payment(UUID id, long orderId, long amountCents) {

    /** The media type of {@link #toAvro}. */
    static final String CONTENT_TYPE = "avro/binary";

    private static final Schema SCHEMA = schema();

    /** Returns the bytes of Avro's binary encoding. */
    byte[] toAvro() {
        GenericRecord written = new GenericRecordBuilder(SCHEMA)
                .set("paymentId", id.toString())
                .set("orderId", orderId)
                .set("amountCents", amountCents)
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(written, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toAvro} wrote.
     *
     * @throws IOException if the bytes are malformed
     */
    static Payment fromAvro(byte[] bytes) throws IOException {
        GenericRecord read = new GenericDatumReader<GenericRecord>(SCHEMA)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        return new Payment(UUID.fromString(read.get("paymentId").toString()), (long) read.get("orderId"), (long)
                read.get("amountCents"));
    }

    private static Schema schema() {
        try (InputStream file = Objects.requireNonNull(Payment.class.getResourceAsStream("payment.avsc"))) {
            return new Schema.Parser().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
