/** How the system is doing: each component, the replication slot, the topics, the consumer groups. */
@NullMarked
package com.everyoneslecture.localstack.status;

import org.jspecify.annotations.NullMarked;
