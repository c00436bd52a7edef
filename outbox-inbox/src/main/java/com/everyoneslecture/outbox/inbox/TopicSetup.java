package com.everyoneslecture.outbox.inbox;

/**
 * The parts that apply the events of one topic.
 *
 * @param topic the topic's name
 * @param transactions used by the topic's thread alone
 * @param application chooses and calls handlers
 * @param guard swept with each batch
 * @param parked the keys whose events wait
 * @param fence stops a batch that was read before the tables were emptied
 * @param attempts how often an event is tried in a separate transaction, from 1
 * @param onFailure the fate of an event after the last attempt
 */
record TopicSetup(
        String topic,
        InboxTransactions transactions,
        Application application,
        EventGuard guard,
        ParkedEvents parked,
        RebuildFence fence,
        int attempts,
        OnFailure onFailure) {}
