package com.everyoneslecture.chaos.guarantee;

import java.util.List;

/** A relay whose ledger belongs to another system publishes nothing: the other system would publish these events, too. */
public final class PublishesOnlyByItsLedger {

    /** The name of the guarantee. */
    public static final String NAME = "PublishesOnlyByItsLedger";

    private final Verdicts verdicts;
    private long judged;

    public PublishesOnlyByItsLedger(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * Judges a time in which the ledger belonged to another system.
     *
     * @param records the number of records that were published in it, whatever the topic
     */
    public void judge(long records) {
        judged++;
        if (records > 0) {
            verdicts.report(
                    NAME,
                    Damage.FORBIDDEN,
                    records + " records were published while the ledger belonged to another system",
                    List.of());
        }
    }

    /** Returns how often it was judged. */
    public long judged() {
        return judged;
    }
}
