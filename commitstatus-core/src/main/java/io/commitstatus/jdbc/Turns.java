package io.commitstatus.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the last claim has stopped, so that the next one begins with others. Thread-safe. */
final class Turns {
    private final Map<String, String> lanes = new ConcurrentHashMap<>();
    private volatile String api = "";

    String api() {
        return api;
    }

    /** The lane of an API that was served last; empty before the first. */
    String lane(String ofApi) {
        return lanes.getOrDefault(ofApi, "");
    }

    void served(String servedApi) {
        api = servedApi;
    }

    void served(String servedApi, String lane) {
        lanes.put(servedApi, lane);
    }
}
