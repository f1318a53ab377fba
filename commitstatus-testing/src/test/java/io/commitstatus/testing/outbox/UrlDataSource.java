package io.commitstatus.testing.outbox;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections by an address that can be changed, to a database that can be away. */
final class UrlDataSource {
    private volatile String url;
    private volatile String user = "sa";
    private volatile boolean away;

    UrlDataSource(String url) {
        this.url = url;
    }

    void away(boolean now) {
        away = now;
    }

    void use(String otherUrl, String otherUser) {
        url = otherUrl;
        user = otherUser;
    }

    Connection connection() throws SQLException {
        if (away) {
            throw new SQLException("connection refused", "08001");
        }
        return DriverManager.getConnection(url, user, "");
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                UrlDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connection());
    }
}
