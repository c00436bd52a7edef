package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.Directories;
import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.PostgresPair;
import com.everyoneslecture.localstack.PostgresServer;
import com.everyoneslecture.localstack.Readiness;
import com.everyoneslecture.localstack.connect.ConnectCluster;
import com.everyoneslecture.localstack.process.ProcessIdentity;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Console;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.Links;
import com.everyoneslecture.localstack.stack.Secrets;
import com.everyoneslecture.localstack.stack.StackServers;
import com.everyoneslecture.localstack.stack.Supervisor;
import com.everyoneslecture.localstack.status.StatusProbe;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The system as processes of this machine, on free ports, with its files in its own home and a proxy on each link. The home is locked while
 * the system runs. A later owner of the home of a killed process ends the remaining processes.
 */
public final class ProcessStack extends HomeStack {

    private static final String READINESS = "/actuator/health/readiness";
    // The delay of each 16 KiB in each direction: some 160 KiB per second, and 200 ms for a request and its answer.
    private static final Duration SLOW = Duration.ofMillis(100);

    private final Links links = Links.proxied();
    private final StackServers servers;
    private final Supervisor supervisor;
    private final Secrets secrets;
    private final Standby standby;
    private final Operator operator;
    private final StatusProbe statuses;
    private final Deaths deaths = new Deaths();

    private ProcessStack(Home home, Deployment deployment, Optional<Capture> capture) throws InterruptedException {
        super(home, deployment);
        com.everyoneslecture.localstack.stack.Stack claimed = home.claimed();
        claimed.endOrphans();
        ProcessIdentity.reap(Standby.filesIn(home.layout()).pidFile());
        claimed.empty();
        Directories.delete(logs());
        this.secrets = claimed.secrets();
        this.servers = claimed.servers(deployment.ports(), links, Console.ABSENT, capture);
        this.operator = new Operator(servers.connectCluster());
        this.standby = new Standby(servers.categoryDb(), home.layout(), secrets.superuser(ComponentName.CATEGORY_DB));
        this.supervisor = new Supervisor(servers.all(), () -> claimed.migrate(servers), deaths);
        // One after the other: those that serve answer at once.
        this.statuses = new StatusProbe(servers, Runnable::run);
    }

    /**
     * Claims the first free home below the directory; starts nothing.
     *
     * @param root the repository, which contains the services' jars after a build
     * @param programs the directory of PostgreSQL's unpacked programs
     * @param capture the capture of the relays; empty for their default
     */
    public static ProcessStack below(
            Path directory, Path root, Path programs, Deployment deployment, Optional<Capture> capture)
            throws InterruptedException {
        return new ProcessStack(Home.claim(directory, root, programs), deployment, capture);
    }

    @Override
    public void start() throws InterruptedException {
        PatientStart.ofAll(supervisor);
        operator.start();
    }

    @Override
    public ConnectCluster connectCluster() {
        return servers.connectCluster().orElseGet(super::connectCluster);
    }

    @Override
    public List<String> interventions() {
        return operator.interventions();
    }

    @Override
    public List<String> halts() {
        return operator.halts();
    }

    /** Returns what {@code ./outbox status} would show as not healthy. */
    @Override
    public List<String> notServing() {
        return statuses.components().stream()
                .filter(component -> !component.healthy())
                .map(component -> component.name() + " (" + component.state() + "): " + component.reason())
                .toList();
    }

    @Override
    public List<String> deaths() {
        return deaths.take();
    }

    @Override
    public void start(ComponentName component) throws InterruptedException {
        PatientStart.of(server(component));
    }

    @Override
    public void stop(ComponentName component) throws InterruptedException {
        server(component).stop();
    }

    @Override
    public void kill(ComponentName component) throws InterruptedException {
        server(component).kill();
    }

    @Override
    public void crash(ComponentName database) throws InterruptedException {
        PostgresServer server = database == ComponentName.LECTURE_DB
                ? servers.lectureDb()
                : servers.category().primary();
        server.crash();
    }

    @Override
    public void freeze(ComponentName component) throws InterruptedException {
        server(component).pause();
    }

    @Override
    public void thaw(ComponentName component) throws InterruptedException {
        server(component).resume();
    }

    @Override
    public void copy(ComponentName database) {
        copyOf(database).make();
    }

    @Override
    public void putBack(ComponentName database) {
        copyOf(database).putBack();
    }

    @Override
    public void startStandby() throws InterruptedException {
        standby.start();
    }

    @Override
    public boolean standbyHasAll() throws SQLException {
        return standby.hasAll();
    }

    @Override
    public void promoteStandby() throws InterruptedException {
        standby.takeOver();
    }

    @Override
    public void failOver() throws InterruptedException {
        PostgresPair pair = servers.category().pair();
        if (pair == null) {
            super.failOver();
        } else {
            pair.failOver();
        }
    }

    @Override
    public void cut(Link link) {
        links.cut(link);
    }

    @Override
    public void slow(Link link) {
        links.slow(link, SLOW);
    }

    @Override
    public void restore(Link link) {
        links.restore(link);
    }

    @Override
    public void startSecondRelay() throws InterruptedException {
        PatientStart.of(servers.secondRelay());
    }

    @Override
    public boolean secondRelayIsReady() {
        return new Readiness(servers.secondRelay().port(), READINESS).ask().up();
    }

    @Override
    public void killSecondRelay() throws InterruptedException {
        servers.secondRelay().kill();
    }

    @Override
    public void heal() throws InterruptedException {
        standby.kill();
        operator.resume();
        super.heal();
    }

    @Override
    int port(ComponentName component) {
        return server(component).port();
    }

    @Override
    List<Integer> ports(ComponentName database) {
        PostgresPair pair = servers.category().pair();
        return pair != null && database == ComponentName.CATEGORY_DB
                ? List.of(pair.first().port(), pair.second().port())
                : super.ports(database);
    }

    @Override
    String superuserPassword(ComponentName database) {
        return secrets.superuser(database);
    }

    @Override
    String applicationPassword() {
        return secrets.of("category_app");
    }

    @Override
    public void end() {
        try {
            // The data are not needed any more, so the components need no graceful stop.
            operator.end();
            servers.secondRelay().kill();
            standby.kill();
            for (LocalServer server : servers.all().values()) {
                server.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            links.close();
        }
    }

    private DataCopy copyOf(ComponentName database) {
        return new DataCopy(home().layout().files(database).data());
    }

    /** Returns the server that has the role now: of a pair, either one may be the primary. */
    private LocalServer server(ComponentName component) {
        PostgresPair pair = servers.category().pair();
        if (pair != null && component == ComponentName.CATEGORY_DB) {
            return pair.primary();
        }
        return pair != null && component == ComponentName.CATEGORY_DB_STANDBY
                ? pair.standby()
                : supervisor.server(component);
    }
}
