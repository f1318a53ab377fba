package io.commitstatus.conformance.outbox;

import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Connections by an address, counted. */
final class UrlDataSource {
    private final String url;
    private final AtomicInteger taken = new AtomicInteger();

    UrlDataSource(String url) {
        this.url = url;
    }

    int taken() {
        return taken.get();
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                UrlDataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    taken.incrementAndGet();
                    return DriverManager.getConnection(url);
                });
    }
}
