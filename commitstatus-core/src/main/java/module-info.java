/** Routes Flux events to commit statuses: the model, the router, durable delivery and the publisher SPI. */
module io.commitstatus.core {
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires re2j;
    requires static transitive java.sql;
    requires static transitive org.jspecify;

    exports io.commitstatus;
    exports io.commitstatus.jdbc;
    exports io.commitstatus.model;
    exports io.commitstatus.spi;

    uses io.commitstatus.spi.CommitStatusPublisher;
}
