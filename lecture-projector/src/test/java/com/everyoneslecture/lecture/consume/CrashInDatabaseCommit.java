package com.everyoneslecture.lecture.consume;

import com.everyoneslecture.lecture.fixture.Crash;
import com.everyoneslecture.outbox.inbox.BatchHandler;
import com.everyoneslecture.outbox.inbox.OffsetMoves;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Crashes in the commit of the first batch, before or after the database has it. */
final class CrashInDatabaseCommit {

    private final AtomicBoolean armed = new AtomicBoolean();
    private final boolean after;

    CrashInDatabaseCommit(boolean after) {
        this.after = after;
    }

    DataSource around(DataSource database) {
        return proxy(DataSource.class, database);
    }

    BatchHandler around(BatchHandler handler) {
        return new BatchHandler() {
            @Override
            public Outcome apply(ConsumerRecords<byte[], byte[]> records, OffsetMoves moves) throws SQLException {
                armed.set(true);
                return handler.apply(records, moves);
            }

            @Override
            public void abort() {
                handler.abort();
            }
        };
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                CrashInDatabaseCommit.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean crash = method.getName().equals("commit") && armed.get();
                    if (crash && !after) {
                        throw new Crash("beforeDatabaseCommit");
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        if (crash) {
                            throw new Crash("afterDatabaseCommit");
                        }
                        return method.getName().equals("getConnection")
                                ? proxy(Connection.class, (Connection) result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
