package io.commitstatus.examples.receiver;

import com.sun.net.httpserver.HttpExchange;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.model.OutboxException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page and its replay button. Where a token is configured, a browser asks for it as a password, whatever the
 * user's name. The form carries a token of its own, since the password goes along with requests that other sites provoke.
 */
final class PageEndpoint {
    private static final int MAX_FORM = 4096;
    private static final String WRONG = "the password is the page's token, whatever the user's name";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", Page.POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    private final CommitStatusRouter router;
    private final Page page;
    private final Optional<Path> tokenFile;
    private final String formToken = UUID.randomUUID().toString();

    PageEndpoint(CommitStatusRouter router, RecentStatuses recent, Optional<Path> tokenFile) {
        this.router = router;
        this.page = new Page(router, recent, formToken);
        this.tokenFile = tokenFile;
    }

    Answer show(HttpExchange exchange) throws RefusedException {
        if (!mayEnter(exchange)) {
            return password();
        }
        try {
            return new Answer(200, HEADERS, page.html());
        } catch (OutboxException e) {
            throw new RefusedException(503, "the outbox cannot be read now: " + e.getMessage());
        }
    }

    Answer replay(HttpExchange exchange) throws IOException, RefusedException {
        Map<String, String> form = form(new String(Body.read(exchange, MAX_FORM), StandardCharsets.UTF_8));
        if (!mayEnter(exchange)) {
            return password();
        }
        if (!same(formToken, form.getOrDefault("form", ""))) {
            throw new RefusedException(403, "the form is not of this page as it is now; load it again");
        }
        try {
            router.replay(form.getOrDefault("id", ""));
        } catch (OutboxException e) {
            throw new RefusedException(503, "the outbox cannot be written now: " + e.getMessage());
        }
        return new Answer(303, Map.of("Location", "."), "");
    }

    private static Answer password() {
        Map<String, String> challenge = Map.of("WWW-Authenticate", "Basic realm=\"commitstatus\", charset=\"UTF-8\"");
        return new Answer(401, challenge, WRONG + "\n");
    }

    private boolean mayEnter(HttpExchange exchange) throws RefusedException {
        if (tokenFile.isEmpty()) {
            return true;
        }
        String token = new String(SecretFile.read(tokenFile.get()), StandardCharsets.UTF_8).strip();
        return !token.isEmpty()
                && same(token, password(exchange.getRequestHeaders().getFirst("Authorization")));
    }

    private static String password(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String userAndPassword = new String(decoded, StandardCharsets.UTF_8);
            return userAndPassword.substring(userAndPassword.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> form(String body) throws RefusedException {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            try {
                String value = URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8);
                form.put(field.substring(0, Math.max(0, equals)), value);
            } catch (IllegalArgumentException e) {
                throw new RefusedException(400, "this is not a form");
            }
        }
        return form;
    }
}
