package io.commitstatus.examples.receiver.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request is not served; the answer says why. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    /** A refusal with a reason for people. */
    public RefusedException(int status, String reason) {
        this(status, reason, Map.of());
    }

    /** The same, with headers of its own. */
    public RefusedException(int status, String reason, Map<String, String> headers) {
        super(reason, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    /** {@return what the client is told} */
    public Answer answer() {
        Answer text = Answer.text(status, String.valueOf(getMessage()));
        Map<String, String> all = new LinkedHashMap<>(text.headers());
        all.putAll(headers);
        return new Answer(status, all, text.body());
    }
}
