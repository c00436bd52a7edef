package com.everyoneslecture.chaos.stack;

import com.everyoneslecture.localstack.connect.ConnectCluster;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.Link;
import com.everyoneslecture.localstack.stack.RelayProgram;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The whole system under test. Each operation returns when it is done, and may be repeated. An operation of a component may be called while
 * that of another component is running.
 *
 * <p>The connections for observers bypass the links that can be cut: they fail only with the server itself. Data sources open a new
 * connection each time, and it times out after some seconds if the server does not answer.
 */
public interface Stack extends AutoCloseable {

    /** Starts all components, and returns when all serve. */
    void start() throws InterruptedException;

    /** Starts the component if it is not running, and returns when it serves. */
    void start(ComponentName component) throws InterruptedException;

    /** Stops the component gracefully. */
    void stop(ComponentName component) throws InterruptedException;

    /** Kills the component, with all its processes. */
    void kill(ComponentName component) throws InterruptedException;

    /** Shuts a database server down immediately: it notifies its clients, and writes nothing more. */
    void crash(ComponentName database) throws InterruptedException;

    /** Freezes the component: its connections stay open but get no answers. */
    void freeze(ComponentName component) throws InterruptedException;

    /** Lets a frozen component continue. */
    void thaw(ComponentName component) throws InterruptedException;

    /** Copies the data of a stopped database server; the copy replaces an earlier one. */
    void copy(ComponentName database) throws InterruptedException;

    /** Replaces the data of a stopped database server by the copy. The copy does not exist any more afterwards. */
    void putBack(ComponentName database) throws InterruptedException;

    /**
     * Starts a standby of the category database, and returns when it answers queries.
     *
     * @throws UnsupportedOperationException if the substrate does not support it
     */
    default void startStandby() throws InterruptedException {
        throw new UnsupportedOperationException("this system has no standby");
    }

    /** Returns whether the standby has all data that the category database has flushed until now. */
    default boolean standbyHasAll() throws SQLException {
        throw new UnsupportedOperationException("this system has no standby");
    }

    /** Replaces the category database by the promoted standby. The category database must have been killed, and is to be started next. */
    default void promoteStandby() throws InterruptedException {
        throw new UnsupportedOperationException("this system has no standby");
    }

    /**
     * Kills the primary of the category database and promotes the component {@code category-db-standby}. Returns when the new primary
     * accepts writes. From then on, {@code category-db} is the new primary, and the component {@code category-db-standby} is the
     * former one: starting it makes it a standby.
     *
     * @throws UnsupportedOperationException if that component is not part of the system
     */
    default void failOver() throws InterruptedException {
        throw new UnsupportedOperationException("this system has no standby");
    }

    /** Cuts the link: nothing is forwarded from now on. */
    void cut(Link link) throws InterruptedException;

    /**
     * Slows the link: everything is forwarded with a delay.
     *
     * @throws UnsupportedOperationException if the substrate does not support it
     */
    void slow(Link link) throws InterruptedException;

    /** Restores the link: everything is forwarded again, including data in transit. */
    void restore(Link link) throws InterruptedException;

    /** Starts a further relay on the same slot, and returns when it is alive. */
    void startSecondRelay() throws InterruptedException;

    /** Returns whether the further relay is ready: it streams, or stands by for the one that streams. */
    boolean secondRelayIsReady() throws InterruptedException;

    /** Kills the further relay. */
    void killSecondRelay() throws InterruptedException;

    /** Undoes everything that keeps the system from serving, and returns when all components serve. */
    void heal() throws InterruptedException;

    /** Returns the data source of the category database for its superuser. */
    DataSource categoryDatabase();

    /** Returns the data source of the category database for the role of the category service. */
    DataSource categoryDatabaseAsApplication();

    /** Returns the data source of the lecture database for its superuser. */
    DataSource lectureDatabase();

    /** Returns whether the relay may publish events of a second service, which have a separate topic. */
    default boolean takesOrders() {
        return true;
    }

    /** Returns the program that runs the relay. */
    default RelayProgram relay() {
        return RelayProgram.SERVICE;
    }

    /**
     * Returns the cluster of Kafka Connect that runs the relay.
     *
     * @throws UnsupportedOperationException if the service runs the relay
     */
    default ConnectCluster connectCluster() {
        throw new UnsupportedOperationException("the relay is not on Kafka Connect");
    }

    /** Returns the actions that an operator had to take meanwhile, in their order. */
    default List<String> interventions() {
        return List.of();
    }

    /** Returns the causes for which the relay has halted on Kafka Connect since the last call, with the worker of each, in their order. */
    default List<String> halts() {
        return List.of();
    }

    /**
     * Returns the components of the system that do not serve now, each with the reason; none if all serve. A component that a fault has
     * stopped is one of them until it is started again; a relay or standby that only a fault starts is not included.
     */
    List<String> notServing() throws InterruptedException;

    /** Returns the components that have ended since the last call although no operation here had ended them, each with how it ended. */
    List<String> deaths();

    /** Returns the settings of a Kafka client with all rights: the broker's address, and a login if the broker requires one. */
    Map<String, Object> kafkaClient();

    /** Returns the category service's address. */
    URI categoryApp();

    /** Returns the directory of the components' logs. */
    Path logs();

    /** Ends all components. Their files remain, and the directory is still theirs. */
    void end();

    /**
     * Deletes all files that the system has written. All components must have ended, and the system must not be closed: from then on another
     * one may use the directory.
     */
    void delete();

    /** Ends all components, and lets another system use the directory; of this one {@link #logs} remain, unless they were deleted. */
    @Override
    void close();
}
