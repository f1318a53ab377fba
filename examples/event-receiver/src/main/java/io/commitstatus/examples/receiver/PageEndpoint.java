package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.examples.receiver.http.Answer;
import io.commitstatus.examples.receiver.http.Call;
import io.commitstatus.examples.receiver.http.Form;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.examples.receiver.page.Filter;
import io.commitstatus.examples.receiver.page.Page;
import io.commitstatus.model.OutboxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the page and its buttons. Their forms carry a token of its own, since a password goes along with requests that
 * other sites provoke.
 */
final class PageEndpoint {
    static final int MAX_FORM = 64 * 1024;

    private final CommitStatusRouter router;
    private final Views views;
    private final Checks checks;
    private final String formToken;
    private final Optional<Access> token;
    private final InstantSource clock;

    PageEndpoint(
            CommitStatusRouter router,
            Views views,
            Checks checks,
            String formToken,
            Optional<Path> tokenFile,
            InstantSource clock) {
        this.router = router;
        this.views = views;
        this.checks = checks;
        this.formToken = formToken;
        this.token = tokenFile.map(Access::new);
        this.clock = clock;
    }

    Answer show(Call call) throws RefusedException {
        enter(call);
        Form query = call.query();
        Filter filter = Filter.of(
                query.first("q"),
                query.first("state"),
                query.first("outcome"),
                query.first("provider"),
                number(query.first("page")));
        try {
            return page(filter, message(query));
        } catch (OutboxException e) {
            throw new RefusedException(503, "the outbox cannot be read now: " + e.getMessage());
        }
    }

    Answer style(Call call) throws RefusedException {
        enter(call);
        return new Answer(200, Map.of("Content-Type", "text/css; charset=utf-8"), Page.style());
    }

    /** One, or all that were shown; the page that one is led to tells how many. */
    Answer replay(Call call) throws RefusedException {
        Form form = form(call);
        List<String> ids = form.first("all").isEmpty() ? form.all("id") : form.all("shown");
        int again = 0;
        try {
            for (String id : ids.subList(0, Math.min(ids.size(), Views.MAX_UNDELIVERED))) {
                again += router.replay(id).isPresent() ? 1 : 0;
            }
        } catch (OutboxException e) {
            throw new RefusedException(503, "the outbox cannot be written now: " + e.getMessage());
        }
        return backToPage("?again=" + again + "&of=" + ids.size());
    }

    /** Begins a check of all Providers; the page that one is led to tells whether it has. */
    Answer check(Call call) throws RefusedException {
        form(call);
        return backToPage("?checking=" + (checks.ask() ? "1" : "0"));
    }

    private Form form(Call call) throws RefusedException {
        enter(call);
        Form form = Form.parse(call.text());
        if (!Access.same(formToken, form.first("form"))) {
            throw new RefusedException(403, "the form is not of this page as it is now; load it again");
        }
        return form;
    }

    private static Answer backToPage(String query) {
        return new Answer(303, Map.of("Location", "." + query), "");
    }

    private Answer page(Filter filter, String message) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put("Content-Security-Policy", Page.POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
        return new Answer(200, headers, Page.html(views.view(filter, message, clock.instant())));
    }

    /** Of numbers alone: who makes a link makes no text here. */
    private static String message(Form query) {
        if (!query.first("checking").isEmpty()) {
            return number(query.first("checking")) == 1
                    ? "The Git hosts are being asked about the credentials of all Providers. Reload to see what they say."
                    : "The Git hosts were asked less than a minute ago. Try again in a minute.";
        }
        if (query.first("of").isEmpty()) {
            return "";
        }
        int again = number(query.first("again"));
        int of = number(query.first("of"));
        return again == of
                ? again + (again == 1 ? " status is" : " statuses are") + " tried again."
                : again + " of " + of + " are tried again; for the others a newer one took their place.";
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void enter(Call call) throws RefusedException {
        if (token.isPresent()) {
            token.get().check(call);
        }
    }
}
