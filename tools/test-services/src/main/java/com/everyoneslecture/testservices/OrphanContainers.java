package com.everyoneslecture.testservices;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Optional;

/** The containers of killed JVMs, as far as Testcontainers' Ryuk has not removed them. */
final class OrphanContainers {

    private static boolean removed;

    private OrphanContainers() {}

    /** Removes the containers, once per JVM. */
    static synchronized void remove(DockerClient docker) {
        if (removed) {
            return;
        }
        for (Container container : docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(ContainerOwner.LABEL))
                .exec()) {
            boolean ownerIsDead = Optional.ofNullable(container.getLabels().get(ContainerOwner.LABEL))
                    .flatMap(ContainerOwner::parse)
                    .filter(ContainerOwner::dead)
                    .isPresent();
            if (ownerIsDead) {
                remove(docker, container.getId());
            }
        }
        removed = true;
    }

    private static void remove(DockerClient docker, String container) {
        try {
            docker.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException e) {
            // Another process has removed it, or is removing it.
        }
    }
}
