package io.commitstatus.internal.http;

import io.commitstatus.internal.delivery.ProviderSecrets;
import io.commitstatus.internal.delivery.SessionFactory.Secrets;
import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.internal.http.HttpSessionFactory.Watched;
import io.commitstatus.internal.limits.CredentialId;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.CleanText;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Asks Git hosts whether credentials may write, each time with a session of its own. Thread-safe. */
public final class AccessChecker {
    private static final int LONGEST_REASON = 1000;

    private final HttpSessionFactory sessions;
    private final ProviderSecrets secrets;
    /** Passwords that were refused, by Provider: too many tries would lock the account. */
    private final Map<NamespacedName, RefusedPassword> refused = new ConcurrentHashMap<>();

    private record RefusedPassword(CredentialId credential, Checked checked) {}

    /** On the HTTP clients of these sessions. */
    public AccessChecker(HttpSessionFactory sessions, SecretResolver secrets) {
        this.sessions = sessions;
        this.secrets = new ProviderSecrets(secrets);
    }

    /** What kept a check from having a result. */
    public enum Trouble {
        /** Provider or Secret must be put right. */
        UNUSABLE,
        /** There was no usable answer, or the Secret cannot be read now. */
        UNREACHABLE
    }

    /**
     * What was found, without secrets.
     *
     * @param result null when there is none
     * @param trouble null when there is a result
     * @param reason what the result or the trouble says
     * @param quota null where the Git host tells nothing of it
     */
    public record Checked(
            @Nullable CheckResult result, @Nullable Trouble trouble, String reason, QuotaWatch.@Nullable Quota quota) {}

    /** Asks, with the Secrets as they are now. */
    public Checked check(DeliveryTarget target) throws InterruptedException {
        Provider provider = target.provider();
        try {
            Secrets found = secrets.of(provider);
            CredentialId credential = CredentialId.of(target.origin(), found.credentials());
            RefusedPassword before = refused.get(target.name());
            if (before != null && before.credential().equals(credential)) {
                return before.checked();
            }
            Watched opened =
                    Foreign.call(publisher(target), () -> sessions.openWatched(provider, target.destination(), found));
            try {
                Checked checked = ask(target, opened);
                noteRefused(target, credential, opened, checked);
                return checked;
            } finally {
                Foreign.run("closing a session of type " + target.type(), opened.session()::close);
                opened.tokens().close();
            }
        } catch (InvalidFieldException e) {
            return trouble(Trouble.UNUSABLE, e.field() + ": " + e.getMessage(), UnaryOperator.identity());
        } catch (IOException e) {
            return trouble(
                    Trouble.UNREACHABLE, "a Secret cannot be read now: " + e.getMessage(), UnaryOperator.identity());
        } catch (ForeignCodeException e) {
            Foreign.log(e);
            return trouble(Trouble.UNREACHABLE, String.valueOf(e.getMessage()), UnaryOperator.identity());
        }
    }

    private void noteRefused(DeliveryTarget target, CredentialId credential, Watched opened, Checked checked) {
        CheckResult result = checked.result();
        boolean denied = result != null && result.rejection().equals(Optional.of(Rejection.CREDENTIALS));
        if (denied && Foreign.call(publisher(target), opened.session()::usesPassword)) {
            refused.put(target.name(), new RefusedPassword(credential, checked));
        } else {
            refused.remove(target.name());
        }
    }

    private static Checked ask(DeliveryTarget target, Watched opened) throws InterruptedException {
        UnaryOperator<String> redact = opened.redaction()::apply;
        try {
            CheckResult result = Foreign.io(publisher(target), opened.session()::check);
            return found(result, opened, redact);
        } catch (PublishFailedException e) {
            return refused(e.result(), opened, redact);
        } catch (IOException | InvalidFieldException e) {
            String message = e.getMessage();
            return trouble(Trouble.UNREACHABLE, message == null ? e.getClass().getSimpleName() : message, redact);
        }
    }

    private static Checked refused(PublishResult result, Watched opened, UnaryOperator<String> redact) {
        if (result instanceof PublishResult.Rejected rejected) {
            return found(CheckResult.refused(rejected.kind(), rejected.reason()), opened, redact);
        }
        String reason = result instanceof PublishResult.RateLimited limited
                ? limited.reason()
                : result instanceof PublishResult.Retry retry ? retry.reason() : result.toString();
        return trouble(Trouble.UNREACHABLE, reason, redact);
    }

    private static Checked found(CheckResult result, Watched opened, UnaryOperator<String> redact) {
        return new Checked(
                result,
                null,
                line(result.reason(), redact),
                opened.quota().last().orElse(null));
    }

    private static Checked trouble(Trouble trouble, String reason, UnaryOperator<String> redact) {
        return new Checked(null, trouble, line(reason, redact), null);
    }

    private static String line(String text, UnaryOperator<String> redact) {
        return Texts.cut(CleanText.line(redact.apply(text)), LONGEST_REASON);
    }

    private static String publisher(DeliveryTarget target) {
        return "the publisher of type " + target.type();
    }
}
