/** Routes Flux events to commit statuses: the model, the router, durable delivery and the publisher SPI. */
@SuppressWarnings("module") // the kit, which some packages are exported to, is built later
module io.commitstatus.core {
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires re2j;
    requires static transitive java.sql;
    requires static org.jspecify;

    exports io.commitstatus;
    exports io.commitstatus.model;
    exports io.commitstatus.outbox;
    exports io.commitstatus.outbox.postgresql;
    exports io.commitstatus.policy;
    exports io.commitstatus.spi;
    exports io.commitstatus.spi.http;
    exports io.commitstatus.internal.http to
            io.commitstatus.testing;

    uses io.commitstatus.spi.CommitStatusPublisher;
    uses io.commitstatus.spi.StatusExpressionCompiler;
}
