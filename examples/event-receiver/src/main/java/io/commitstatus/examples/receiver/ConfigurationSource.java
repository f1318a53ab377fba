package io.commitstatus.examples.receiver;

import io.commitstatus.Configuration;
import io.commitstatus.RouterBuilder;
import io.commitstatus.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the configuration comes from. */
interface ConfigurationSource extends AutoCloseable {
    /** The configuration as far as it is there when the router is built; perhaps an empty one. */
    Configuration first();

    /** Gives the router what only this source has, such as Secrets. */
    void prepare(RouterBuilder builder);

    /** Begins to watch; hands over each new version, on one thread. */
    void start(Consumer<Configuration> changed);

    /** {@return why there is no configuration yet; empty once there has been one} From any thread. */
    Optional<String> missing();

    /** Hears what is wrong with the version that is in force now. */
    default void problems(List<Problem> problems) {}

    @Override
    void close();
}
