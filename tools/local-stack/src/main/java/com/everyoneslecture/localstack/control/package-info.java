/**
 * The control interface of the running {@code up} for other programs of the same user: JSON over HTTP on a loopback
 * port, with a token that only the user can read.
 *
 * <pre>
 * GET  /components                     the components
 * GET  /status                         the components, the slot, the topics, the groups
 * POST /components/{name}/{operation}  kill, stop, start, pause or resume; returns the component when it is done
 * POST /components/category-db/promote kills the primary and promotes its standby; returns the new primary
 * POST /faults/drop-slot               drops the relay's replication slot while it is in use
 * GET  /links                          the connections that can be cut
 * POST /links/{name}/{what}            cut, slow or restore
 * </pre>
 *
 * <p>Requests carry {@code Authorization: Bearer <token>}. A failure returns {@code {"error": "…"}}.
 */
@NullMarked
package com.everyoneslecture.localstack.control;

import org.jspecify.annotations.NullMarked;
