package com.everyoneslecture.chaos.stack;

import java.util.Arrays;
import java.util.List;

/**
 * One container, by id or name. Each operation returns when it is done, and may be repeated.
 *
 * @param docker the programs that reach it
 * @param id the id of the container, or its name
 */
record Container(Docker docker, String id) {

    private static final List<String> ENDED = List.of("created", "exited", "dead");

    /** Prevents restarts by Docker after its end, whatever the compose file defines. */
    void neverRestart() throws InterruptedException {
        docker.docker("update", "--restart", "no", id);
    }

    /** Returns whether its process does not exist, or not yet. */
    boolean hasEnded() throws InterruptedException {
        return ENDED.contains(status());
    }

    void start() throws InterruptedException {
        if (hasEnded()) {
            docker.docker("start", id);
        }
    }

    /** Sends SIGTERM, or the stop signal of its image; then SIGKILL after these seconds. */
    void stop(String seconds) throws InterruptedException {
        unpause();
        docker.docker("stop", "-t", seconds, id);
    }

    void kill() throws InterruptedException {
        if (!hasEnded()) {
            docker.docker("kill", "--signal", "KILL", id);
            awaitEnd();
        }
    }

    /** Sends SIGQUIT, which makes PostgreSQL shut down immediately. */
    void quit() throws InterruptedException {
        if (!hasEnded()) {
            docker.docker("kill", "--signal", "QUIT", id);
            awaitEnd();
        }
    }

    void pause() throws InterruptedException {
        if (status().equals("running")) {
            docker.docker("pause", id);
        }
    }

    void unpause() throws InterruptedException {
        if (status().equals("paused")) {
            docker.docker("unpause", id);
        }
    }

    void connect(String network) throws InterruptedException {
        if (!isOn(network)) {
            docker.docker("network", "connect", network, id);
        }
    }

    void disconnect(String network) throws InterruptedException {
        if (isOn(network)) {
            docker.docker("network", "disconnect", network, id);
        }
    }

    boolean exists() throws InterruptedException {
        return !docker.docker("ps", "-a", "-q", "--filter", "name=^" + id + "$").isEmpty();
    }

    /** Kills and removes it. */
    void remove() throws InterruptedException {
        docker.docker("rm", "--force", "--volumes", id);
    }

    /** Returns whether the command, run inside, succeeds. */
    boolean succeeds(String... command) throws InterruptedException {
        String[] all = new String[command.length + 2];
        all[0] = "exec";
        all[1] = id;
        System.arraycopy(command, 0, all, 2, command.length);
        try {
            docker.docker(all);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Runs the script as root in another container of the same image, with the same volumes. */
    void runBeside(String script) throws InterruptedException {
        String image = docker.docker("inspect", "--format", "{{.Config.Image}}", id);
        docker.docker(
                "run",
                "--rm",
                "--network",
                "none",
                "--user",
                "root",
                "--volumes-from",
                id,
                "--entrypoint",
                "bash",
                image,
                "-euc",
                script);
    }

    private boolean isOn(String network) throws InterruptedException {
        String networks = docker.docker(
                "inspect", "--format", "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}", id);
        return Arrays.asList(networks.split(" ")).contains(network);
    }

    private String status() throws InterruptedException {
        return docker.docker("inspect", "--format", "{{.State.Status}}", id);
    }

    private void awaitEnd() throws InterruptedException {
        docker.docker("wait", id);
    }
}
