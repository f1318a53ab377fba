package io.commitstatus.testing.outbox;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that can be away. */
final class Outage {
    private final DataSource behind;
    private volatile boolean away;

    Outage(DataSource behind) {
        this.behind = behind;
    }

    void begin() {
        away = true;
    }

    void end() {
        away = false;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                Outage.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new SQLException("connection refused", "08001");
                    }
                    return method.invoke(behind, arguments);
                });
    }
}
