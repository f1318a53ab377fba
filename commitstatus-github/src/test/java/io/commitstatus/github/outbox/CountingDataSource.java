package io.commitstatus.github.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts how often a DataSource is asked for a connection. */
final class CountingDataSource {
    private final DataSource behind;
    private final AtomicInteger taken = new AtomicInteger();

    CountingDataSource(DataSource behind) {
        this.behind = behind;
    }

    int taken() {
        return taken.get();
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                CountingDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    taken.incrementAndGet();
                    try {
                        return method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
