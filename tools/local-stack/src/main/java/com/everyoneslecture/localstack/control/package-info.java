/**
 * How the running {@code up} is asked and told by other programs of the same user: JSON over HTTP on a loopback port, with
 * a token that only the user can read.
 *
 * <pre>
 * GET  /components                     the components
 * GET  /status                         the components, the slot, the topics, the groups
 * POST /components/{name}/{operation}  kill, stop, start, pause or resume; answers with the component when it is done
 * POST /components/category-db/promote kills the primary and promotes its standby; returns the new primary when it accepts writes
 * POST /faults/drop-slot               drops the relay's replication slot while it is in use
 * </pre>
 *
 * <p>Requests carry {@code Authorization: Bearer <token>}. What fails is answered with {@code {"error": "…"}}.
 */
@NullMarked
package com.everyoneslecture.localstack.control;

import org.jspecify.annotations.NullMarked;
