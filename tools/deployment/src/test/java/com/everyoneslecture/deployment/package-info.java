/**
 * Checks the files under {@code deploy} without a cluster: Helm's own code renders the chart, the types of the Kubernetes API validate its
 * objects, and every key, port, path and metric is compared with the references under {@code docs}.
 */
@NullMarked
package com.everyoneslecture.deployment;

import org.jspecify.annotations.NullMarked;
