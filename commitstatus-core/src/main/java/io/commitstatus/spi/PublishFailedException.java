package io.commitstatus.spi;

import java.io.IOException;

/**
 * What was asked for, what the vendor shows or a token, was answered with a refusal or a delay. Nothing of a status was sent.
 *
 * @since 0.1
 */
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
