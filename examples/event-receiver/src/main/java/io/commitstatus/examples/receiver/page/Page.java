package io.commitstatus.examples.receiver.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Makes HTML of a view. Thread-safe. */
public final class Page {
    /** No script at all, and nothing from elsewhere, whatever gets onto the page. */
    public static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Page.class.getClassLoader(), Page.class.getPackageName());

    private Page() {}

    /** {@return the page} */
    public static String html(View view) {
        StringOutput html = new StringOutput();
        ENGINE.render("page.jte", view, html);
        return html.toString();
    }

    /** {@return the style sheet} */
    public static String style() {
        try (InputStream in = Page.class.getResourceAsStream("style.css")) {
            if (in == null) {
                throw new IllegalStateException("style.css is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
