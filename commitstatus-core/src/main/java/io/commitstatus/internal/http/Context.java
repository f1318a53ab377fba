package io.commitstatus.internal.http;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.http.ApiClient;
import java.time.Clock;

/** What a session is opened with. */
public record Context(Provider provider, Secret secret, ApiClient http, Clock clock) implements PublisherContext {}
