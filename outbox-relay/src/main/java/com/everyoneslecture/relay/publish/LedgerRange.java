package com.everyoneslecture.relay.publish;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Where the records of one transaction are in the ledger, as far as they are acknowledged. */
final class LedgerRange {

    private long begin = Long.MAX_VALUE;
    private long end;

    /** The offset of the first record; the highest number while there is none. */
    long begin() {
        return begin;
    }

    /** The offset behind the last record. */
    long end() {
        return end;
    }

    void send(Transaction transaction, ProducerRecord<byte[], byte[]> ledgerRecord) {
        transaction.send(ledgerRecord, offset -> {
            begin = Math.min(begin, offset);
            end = offset + 1;
        });
    }
}
