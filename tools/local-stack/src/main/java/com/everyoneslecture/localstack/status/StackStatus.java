package com.everyoneslecture.localstack.status;

import java.util.List;

/**
 * The whole system.
 *
 * @param components all of them
 * @param relays as they describe themselves
 * @param slot of the category database
 * @param kafka what the broker holds
 */
public record StackStatus(
        List<ComponentStatus> components, List<RelayStatus> relays, SlotStatus slot, KafkaStatus kafka) {}
