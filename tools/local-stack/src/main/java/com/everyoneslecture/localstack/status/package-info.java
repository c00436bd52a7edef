/** The status of the system: each component, the replication slot, the topics, the consumer groups. */
@NullMarked
package com.everyoneslecture.localstack.status;

import org.jspecify.annotations.NullMarked;
