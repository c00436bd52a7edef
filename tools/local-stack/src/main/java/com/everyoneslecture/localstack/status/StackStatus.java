package com.everyoneslecture.localstack.status;

import java.util.List;

/**
 * The whole system.
 *
 * @param components all of them
 * @param relay as it describes itself
 * @param slot of the category database
 * @param kafka what the broker holds
 */
public record StackStatus(List<ComponentStatus> components, RelayStatus relay, SlotStatus slot, KafkaStatus kafka) {}
