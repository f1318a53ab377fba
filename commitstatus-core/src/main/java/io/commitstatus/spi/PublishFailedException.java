package io.commitstatus.spi;

import java.io.IOException;

/** A question to the vendor that was answered with a refusal or a delay rather than with what was asked. */
public final class PublishFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient PublishResult result;

    /** With the refusal: a Retry, NotVisible or Rejected. */
    public PublishFailedException(PublishResult result) {
        super(result.toString());
        this.result = result;
    }

    /** {@return the refusal} */
    public PublishResult result() {
        return result;
    }
}
