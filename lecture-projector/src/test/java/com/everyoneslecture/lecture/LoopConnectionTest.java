package com.everyoneslecture.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoopConnectionTest {

    private final List<String> calls = new ArrayList<>();
    private final Connection opened = proxy(Connection.class, null);
    private final LoopConnection connection = new LoopConnection(proxy(DataSource.class, opened));

    /** Otherwise the open transaction would keep its locks. */
    @Test
    void rollsBackWhereTheWorkThrowsAnError() {
        assertThatThrownBy(() -> connection.inTransaction(open -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(calls).containsExactly("getConnection", "setAutoCommit", "rollback");
    }

    private <T> T proxy(Class<T> type, @Nullable Connection result) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.getName().equals("getConnection") ? result : null;
                }));
    }
}
