/**
 * Checks what is under {@code deploy} without a cluster: the chart is rendered by Helm's own code, its objects are validated by the types of
 * the Kubernetes API, and every key, port, path and metric is compared with the references under {@code docs}.
 */
@NullMarked
package com.everyoneslecture.deployment;

import org.jspecify.annotations.NullMarked;
