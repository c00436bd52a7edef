/**
 * A network between two processes of this machine that can be cut and slowed down: one of them connects to a proxy, and the proxy connects
 * to the other one.
 */
@NullMarked
package com.everyoneslecture.localstack.proxy;

import org.jspecify.annotations.NullMarked;
