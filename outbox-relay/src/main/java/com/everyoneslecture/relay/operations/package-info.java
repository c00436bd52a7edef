/**
 * The relay's own commands over HTTP, for a server that monitors it: findings, verifications and replays. Disabled unless the
 * configuration enables them, and never available to a browser's page, under any host name. The thread of the request does the
 * work; the threads that capture and publish are not involved.
 */
@NullMarked
package com.everyoneslecture.relay.operations;

import org.jspecify.annotations.NullMarked;
