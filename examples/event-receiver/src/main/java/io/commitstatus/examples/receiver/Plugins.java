package io.commitstatus.examples.receiver;

import io.commitstatus.spi.CommitStatusPublisher;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Publishers of the jars in a directory. */
final class Plugins {
    private Plugins() {}

    static List<CommitStatusPublisher> load(Path directory) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".jar")).sorted().toList()) {
                jars.add(file.toUri().toURL());
            }
        }
        // Stays open: its classes are loaded as they are used.
        URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), Plugins.class.getClassLoader());
        return ServiceLoader.load(CommitStatusPublisher.class, loader).stream()
                .filter(it -> it.type().getClassLoader() == loader)
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
