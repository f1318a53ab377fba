package io.commitstatus.examples.receiver;

import picocli.CommandLine.IVersionProvider;

/** Tells the jar's version. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"event-receiver " + (version == null ? "(not packaged)" : version)};
    }
}
