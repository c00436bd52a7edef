/**
 * The relay's own commands by HTTP, for a server that looks after it: findings, verifications and replays. Off unless the
 * configuration says otherwise, and never for a browser's page, by whatever name it reaches the port. The work is done by the thread that answers; the threads
 * that capture and publish take no part in it.
 */
@NullMarked
package com.everyoneslecture.relay.operations;

import org.jspecify.annotations.NullMarked;
