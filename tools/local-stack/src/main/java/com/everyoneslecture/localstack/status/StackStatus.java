package com.everyoneslecture.localstack.status;

import java.util.List;

/**
 * The status of the whole system.
 *
 * @param components the status of all components
 * @param relays the relays, as they report themselves
 * @param slot the slot of the category database
 * @param kafka the topics and groups of the broker
 */
public record StackStatus(
        List<ComponentStatus> components, List<RelayStatus> relays, SlotStatus slot, KafkaStatus kafka) {}
