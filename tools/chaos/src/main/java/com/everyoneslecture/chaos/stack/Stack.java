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
 * The whole system, to be broken. Each operation returns when it is done; doing it twice is fine. An operation of a component
 * may be called while another component's is under way.
 *
 * <p>What observers are given leads past the links that can be cut: it fails only with the server itself. Data sources open a
 * new connection each time, and a server that does not answer ends it after some seconds.
 */
public interface Stack extends AutoCloseable {

    /** Starts all, and returns when all serve. */
    void start() throws InterruptedException;

    /** Starts the component if it does not live, and returns when it serves. */
    void start(ComponentName component) throws InterruptedException;

    /** Lets the component end in order. */
    void stop(ComponentName component) throws InterruptedException;

    /** Ends the component, with all its processes, at once. */
    void kill(ComponentName component) throws InterruptedException;

    /** Ends a database server as in an emergency: it tells its clients, and writes nothing more. */
    void crash(ComponentName database) throws InterruptedException;

    /** The component stands still: its connections stay open, and nobody answers on them. */
    void freeze(ComponentName component) throws InterruptedException;

    /** The component goes on. */
    void thaw(ComponentName component) throws InterruptedException;

    /** Copies the data of a database server that is stopped; the copy takes the place of an earlier one. */
    void copy(ComponentName database) throws InterruptedException;

    /** Puts the copy in place of the data of a database server that is stopped. There is no copy any more then. */
    void putBack(ComponentName database) throws InterruptedException;

    /**
     * Starts a standby of the category database, and returns when it serves questions.
     *
     * @throws UnsupportedOperationException if what the system runs on cannot do that
     */
    default void startStandby() throws InterruptedException {
        throw new UnsupportedOperationException("this system has no standby");
    }

    /** Whether the standby has all that the category database has written to the disk until now. */
    default boolean standbyHasAll() throws SQLException {
        throw new UnsupportedOperationException("this system has no standby");
    }

    /** Promotes the standby in place of the category database, which must have been killed, and is to be started next. */
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

    /** Nothing comes through from now on. */
    void cut(Link link) throws InterruptedException;

    /**
     * Everything comes through late.
     *
     * @throws UnsupportedOperationException if what the system runs on cannot do that
     */
    void slow(Link link) throws InterruptedException;

    /** Everything comes through again, also what was on its way. */
    void restore(Link link) throws InterruptedException;

    /** Starts one more relay on the same slot, and returns when it lives. */
    void startSecondRelay() throws InterruptedException;

    /** Whether that one is ready: it streams, or stands by for the one that does. */
    boolean secondRelayIsReady() throws InterruptedException;

    /** Ends that one at once. */
    void killSecondRelay() throws InterruptedException;

    /** Lifts whatever holds the system back, and returns when all components serve. */
    void heal() throws InterruptedException;

    /** The category database, for its superuser. */
    DataSource categoryDatabase();

    /** The category database, for the role that the category service has. */
    DataSource categoryDatabaseAsApplication();

    /** The lecture database, for its superuser. */
    DataSource lectureDatabase();

    /** Whether the relay may publish events of a second service, which have a topic of their own. */
    default boolean takesOrders() {
        return true;
    }

    /** The program that runs the relay. */
    default RelayProgram relay() {
        return RelayProgram.SERVICE;
    }

    /**
     * The cluster of Kafka Connect that runs the relay.
     *
     * @throws UnsupportedOperationException if the service runs the relay
     */
    default ConnectCluster connectCluster() {
        throw new UnsupportedOperationException("the relay is not on Kafka Connect");
    }

    /** What an operator had to do meanwhile, in the order in which it was done. */
    default List<String> interventions() {
        return List.of();
    }

    /** Returns the causes for which the relay has halted on Kafka Connect since the last call, with the worker of each, in their order. */
    default List<String> halts() {
        return List.of();
    }

    /** The settings of a Kafka client that may do everything: where the broker is, and a login if it asks for one. */
    Map<String, Object> kafkaClient();

    /** The category service's address. */
    URI categoryApp();

    /** Where the components' logs are. */
    Path logs();

    /** Ends all. What is left of it is {@link #logs}, and only until {@link #delete}. */
    @Override
    void close();

    /** Deletes all that the system has written. */
    void delete();
}
