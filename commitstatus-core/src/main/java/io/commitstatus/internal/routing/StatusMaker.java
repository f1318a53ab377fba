package io.commitstatus.internal.routing;

import io.commitstatus.internal.flux.FluxKey;
import io.commitstatus.internal.flux.FluxState;
import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.SkipReason;
import io.commitstatus.policy.KeyStrategy;
import io.commitstatus.policy.StatusContext;
import io.commitstatus.spi.StatusExpression;
import io.commitstatus.spi.StatusExpressionCompiler;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the status of one event, one Alert and one Provider, by the strategies. */
final class StatusMaker {
    private final RoutingOptions options;
    private final KeyStrategy keys;

    StatusMaker(RoutingOptions options) {
        this.options = options;
        this.keys = options.key() == null ? KeyStrategy.flux() : options.key();
    }

    /**
     * The status, not yet fitted to the vendor.
     *
     * @param expression makes the key; null where the strategy does
     * @param notes collects what looks wrong
     * @throws SkippedException when there is none
     */
    CommitStatus make(
            StatusContext context, @Nullable StatusExpression expression, Optional<String> ref, List<String> notes)
            throws SkippedException {
        CommitState state = state(context);
        String key = key(context, expression);
        if (expression == null && options.key() == null && FluxKey.ignoresSuffix(context.provider())) {
            notes.add("annotation " + Provider.KEY_SUFFIX + " is not used, since the Provider has a uid");
        }
        String description =
                ask("DescriptionStrategy", () -> options.description().description(context));
        CommitStatus.Builder status =
                CommitStatus.builder(context.commit(), key, state).description(description);
        ref.ifPresent(status::ref);
        targetUrl(context, status, notes);
        String summary = context.event().metadata().get("summary");
        if (summary != null) {
            status.group(summary);
        }
        return status.build();
    }

    private String key(StatusContext context, @Nullable StatusExpression expression) throws SkippedException {
        if (expression != null) {
            return computed(context, expression);
        }
        String key = ask("KeyStrategy", () -> keys.key(context));
        if (key.isBlank()) {
            throw new SkippedException(SkipReason.INVALID, "the status key is blank; the KeyStrategy must give one");
        }
        return key;
    }

    private static String computed(StatusContext context, StatusExpression expression) throws SkippedException {
        String key;
        try {
            key = Foreign.call("commitStatusExpr", () -> expression.evaluate(ExpressionVariables.of(context)));
        } catch (InvalidFieldException e) {
            throw new SkippedException(SkipReason.INVALID, e.field() + ": " + e.getMessage());
        } catch (ForeignCodeException e) {
            Foreign.log(e);
            throw new SkippedException(SkipReason.INVALID, String.valueOf(e.getMessage()));
        }
        if (key.isBlank()) {
            throw new SkippedException(
                    SkipReason.INVALID,
                    StatusExpressionCompiler.FIELD + ": its value is blank for this event; it must give a status key");
        }
        return key;
    }

    private CommitState state(StatusContext context) throws SkippedException {
        Event event = context.event();
        var custom = options.state();
        if (custom == null) {
            FluxState flux = FluxState.of(event, options.reportProgress());
            return flux.state().orElseThrow(() -> new SkippedException(SkipReason.NO_STATE, flux.reason()));
        }
        return ask("StateStrategy", () -> custom.state(context))
                .orElseThrow(() -> new SkippedException(
                        SkipReason.NO_STATE,
                        "the StateStrategy gives no state for severity "
                                + Texts.quote(event.severity().value()) + ", reason " + Texts.quote(event.reason())));
    }

    private void targetUrl(StatusContext context, CommitStatus.Builder status, List<String> notes)
            throws SkippedException {
        Optional<URI> chosen =
                ask("TargetUrlStrategy", () -> options.targetUrl().targetUrl(context));
        String source = chosen.isPresent() ? "the TargetUrlStrategy's URL" : "metadata targetUrl";
        String text = context.event().metadata().get("targetUrl");
        if (chosen.isEmpty() && text == null) {
            return;
        }
        try {
            URI url = chosen.isPresent() ? chosen.get() : new URI(text == null ? "" : text.strip());
            if (!String.valueOf(url.getRawAuthority()).contains("@")) {
                status.targetUrl(url);
            } else {
                notes.add(source + " carries user info, which everybody would see, and is left out");
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            notes.add(source + " is not an absolute http or https URL, and is left out");
        }
    }

    private static <T> T ask(String what, Supplier<T> strategy) throws SkippedException {
        try {
            return Objects.requireNonNull(strategy.get());
        } catch (Throwable e) {
            throw new SkippedException(SkipReason.INVALID, UserCode.failure(what, e));
        }
    }
}
