package io.commitstatus.examples.receiver.http;

import java.util.concurrent.Executor;

/**
 * Who answers a request.
 *
 * @param name what stands for it in metrics
 * @param maxBody how many bytes it may have
 * @param threads where it is answered, once it has come whole
 * @param endpoint answers it
 */
public record Route(String name, int maxBody, Executor threads, Endpoint endpoint) {

    /** Answers requests of one kind, from several threads at once. */
    @FunctionalInterface
    public interface Endpoint {
        /** {@return the answer} */
        Answer answer(Call call) throws RefusedException;
    }

    /** Tells by a request's first line alone who answers it. */
    @FunctionalInterface
    public interface Routes {
        /**
         * {@return who answers}
         *
         * @param path decoded, without dot segments, parameters ({@code ;x}) and slashes at its end
         */
        Route find(String method, String path) throws RefusedException;
    }

    /** Hears of answers. */
    @FunctionalInterface
    public interface Answered {
        /** A request was answered. */
        void answered(String route, int status);
    }
}
