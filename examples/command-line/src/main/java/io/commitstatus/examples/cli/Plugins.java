package io.commitstatus.examples.cli;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.RouterBuilder;
import io.commitstatus.spi.CommitStatusPublisher;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Publishers from jars beside the program. */
record Plugins(List<CommitStatusPublisher> publishers) {

    /** Copies the list. */
    Plugins {
        publishers = List.copyOf(publishers);
    }

    /** Finds the publishers in these jars, and in the jars of these directories. */
    static Plugins load(List<Path> paths) {
        if (paths.isEmpty()) {
            return new Plugins(List.of());
        }
        List<URL> jars = new ArrayList<>();
        paths.forEach(it -> jars.addAll(jars(it)));
        // Never closed: a publisher may load a class of its own at any time, until the process ends.
        URLClassLoader loader =
                new URLClassLoader(jars.toArray(URL[]::new), CommitStatusPublisher.class.getClassLoader());
        try {
            List<CommitStatusPublisher> found = ServiceLoader.load(CommitStatusPublisher.class, loader).stream()
                    .filter(it -> it.type().getClassLoader() == loader)
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (found.isEmpty()) {
                throw new BadInputException("--plugin: no publisher was found in " + paths
                        + "; a jar lists its own in META-INF/services/" + CommitStatusPublisher.class.getName());
            }
            return new Plugins(found);
        } catch (ServiceConfigurationError e) {
            throw new BadInputException("--plugin: a publisher cannot be used: " + e.getMessage());
        }
    }

    /** A reader that knows them. */
    ConfigurationReader reader() {
        ConfigurationReader reader = Configuration.reader();
        publishers.forEach(reader::publisher);
        return reader;
    }

    void addTo(RouterBuilder router) {
        publishers.forEach(router::publisher);
    }

    private static List<URL> jars(Path path) {
        if (!Files.exists(path)) {
            throw new BadInputException("--plugin: " + path + " is not there; give a jar, or a directory of jars");
        }
        try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
            List<URL> urls = new ArrayList<>();
            for (Path jar :
                    files.filter(it -> it.toString().endsWith(".jar")).sorted().toList()) {
                urls.add(url(jar));
            }
            return urls;
        } catch (IOException e) {
            throw new BadInputException("--plugin: " + path + " cannot be read: " + e.getMessage());
        }
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
