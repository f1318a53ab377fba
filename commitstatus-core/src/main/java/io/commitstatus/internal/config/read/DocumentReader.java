package io.commitstatus.internal.config.read;

import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.NearMiss;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.report.SourceLocation;
import io.commitstatus.internal.config.yaml.Locator;
import io.commitstatus.internal.config.yaml.Node;
import io.commitstatus.internal.config.yaml.Node.Mapping;
import io.commitstatus.internal.config.yaml.Node.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what a document is, and makes a draft of it. Kinds that are nothing to do with this library are passed over. */
public final class DocumentReader {
    private static final String GROUP = "notification.toolkit.fluxcd.io";
    private static final Set<String> VERSIONS = Set.of("v1beta1", "v1beta2", "v1beta3", "v1");
    private static final Set<String> KINDS = Set.of(DocumentId.PROVIDER, DocumentId.ALERT);
    private static final Map<String, String> LISTS = Map.of(
            "List",
            "",
            "ProviderList",
            DocumentId.PROVIDER,
            "AlertList",
            DocumentId.ALERT,
            "SecretList",
            DocumentId.SECRET);

    /** Problems of what cannot even be named; a file of dashes is full of them. */
    private static final int MOST_UNNAMED = 100;

    private final boolean strict;
    private final List<ParsedDocument> documents = new ArrayList<>();
    private final Map<DocumentId, SourceLocation> seen = new HashMap<>();
    private int unnamed;
    private boolean moreErrors;
    private @Nullable Locator firstOfMore;

    public DocumentReader(boolean strict) {
        this.strict = strict;
    }

    /** {@return what was read, to the end} */
    public List<ParsedDocument> documents() {
        if (firstOfMore == null) {
            return documents;
        }
        ProblemCollector report = new ProblemCollector(false);
        String message =
                "and " + (unnamed - MOST_UNNAMED) + " more documents that cannot be used; correct those above first";
        if (moreErrors) {
            report.error(firstOfMore.at(""), "", message);
        } else {
            report.warning(firstOfMore.at(""), "", message);
        }
        List<ParsedDocument> all = new ArrayList<>(documents);
        all.add(new ParsedDocument(null, null, firstOfMore, report));
        return all;
    }

    private void unnamed(Locator locator, ProblemCollector report) {
        if (report.findings().isEmpty()) {
            return;
        }
        if (++unnamed <= MOST_UNNAMED) {
            documents.add(new ParsedDocument(null, null, locator, report));
        } else {
            firstOfMore = firstOfMore == null ? locator : firstOfMore;
            moreErrors |= report.broken();
        }
    }

    /** Something that could not even be read. */
    public void broken(SourceLocation place, String message) {
        if (unnamed > MOST_UNNAMED) {
            unnamed++;
            moreErrors = true;
            return;
        }
        ProblemCollector report = new ProblemCollector(strict);
        report.error(place, "", message);
        unnamed(Locator.in(new Scalar(place, Node.Type.NULL, "")), report);
    }

    void warning(SourceLocation place, String message) {
        ProblemCollector report = new ProblemCollector(strict);
        report.warning(place, "", message);
        unnamed(Locator.in(new Scalar(place, Node.Type.NULL, "")), report);
    }

    public void read(Node document) {
        read(document, "", "");
    }

    /** Items of a typed list say neither version nor kind. */
    private void read(Node document, String apiVersionOfList, String kindOfList) {
        if (document instanceof Scalar scalar && scalar.type() == Node.Type.NULL) {
            return;
        }
        if (!(document instanceof Mapping mapping)) {
            broken(
                    document.place(),
                    "this is " + document.noun() + "; a document is a mapping with apiVersion, kind and metadata");
            return;
        }
        String kind = raw(mapping, "kind").orElse(kindOfList);
        String apiVersion = raw(mapping, "apiVersion").orElse(apiVersionOfList);
        String items = LISTS.get(kind);
        if (items != null) {
            list(mapping, apiVersion, items);
        } else if (kind.isEmpty()) {
            withoutKind(mapping, apiVersion);
        } else if (KINDS.contains(kind) || kind.equals(DocumentId.SECRET) || apiVersion.startsWith(GROUP + "/")) {
            identified(mapping, apiVersion, kind);
        }
    }

    private void list(Mapping mapping, String apiVersion, String kind) {
        ProblemCollector report = new ProblemCollector(strict);
        Fields fields = new Fields(mapping, "", report).knowing("apiVersion", "kind", "metadata");
        List<Node> items = fields.list("items");
        fields.done();
        unnamed(Locator.in(mapping), report);
        items.forEach(item -> read(item, kind.isEmpty() ? "" : apiVersion, kind));
    }

    private void withoutKind(Mapping mapping, String apiVersion) {
        if (apiVersion.startsWith(GROUP) || mapping.fields().containsKey("<<")) {
            ProblemCollector report = new ProblemCollector(strict);
            Fields fields = new Fields(mapping, "", report);
            fields.required("kind", "Provider or Alert");
            mapping.fields().keySet().forEach(fields::knowing);
            fields.done();
            unnamed(Locator.in(mapping), report);
        } else {
            warning(mapping.place(), "this document has no kind, so it is not a Kubernetes object and is ignored");
        }
    }

    private void identified(Mapping mapping, String apiVersion, String kind) {
        ProblemCollector report = new ProblemCollector(strict);
        Locator locator = Locator.in(mapping);
        Fields document = new Fields(mapping, "", report);
        boolean ours = kind.equals(DocumentId.SECRET)
                ? isSecret(document, apiVersion)
                : isFlux(locator, document, apiVersion, kind, report);
        if (!ours) {
            unnamed(locator, report);
            return;
        }
        if (document.has("sops")) {
            encrypted(kind, mapping, report);
            return;
        }
        Optional<ObjectMeta> header = ObjectMeta.read(document, report);
        Object model = header.flatMap(it -> model(kind, it, document, report)).orElse(null);
        document.knowing("apiVersion", "kind", "metadata", "spec", "status").done();
        DocumentId subject = header.map(it -> new DocumentId(kind, it.name())).orElse(null);
        if (!kind.equals(DocumentId.PROVIDER)) {
            header.ifPresent(it -> withoutAnnotations(it, locator, report));
        }
        if (subject != null) {
            report.about(subject);
            once(subject, locator.at("metadata.name"), report);
        }
        add(subject, model, locator, report);
    }

    private void add(@Nullable DocumentId subject, @Nullable Object model, Locator locator, ProblemCollector report) {
        if (subject == null) {
            unnamed(locator, report);
        } else {
            documents.add(new ParsedDocument(subject, model, locator, report));
        }
    }

    /** Whichever parts are: the name itself may be. */
    private void encrypted(String kind, Mapping mapping, ProblemCollector report) {
        Locator locator = Locator.in(mapping);
        ProblemCollector ofHeader = new ProblemCollector(false);
        DocumentId subject = ObjectMeta.read(new Fields(mapping, "", ofHeader), ofHeader)
                .filter(it -> !ofHeader.broken())
                .map(it -> new DocumentId(kind, it.name()))
                .orElse(null);
        if (subject != null) {
            report.about(subject);
        }
        if (kind.equals(DocumentId.SECRET)) {
            report.ignored(
                    mapping.place(),
                    "sops",
                    "this Secret is encrypted with SOPS and ignored; decrypt it first, or give a SecretResolver",
                    null);
        } else {
            report.error(mapping.place(), "sops", "this " + kind + " is encrypted with SOPS; decrypt it first");
        }
        add(subject, null, locator, report);
    }

    private static Optional<?> model(String kind, ObjectMeta header, Fields document, ProblemCollector report) {
        return switch (kind) {
            case DocumentId.PROVIDER -> ProviderReader.read(header, document, report);
            case DocumentId.ALERT -> AlertReader.read(header, document, report);
            default -> SecretReader.read(header, document, report);
        };
    }

    private void once(DocumentId subject, SourceLocation place, ProblemCollector report) {
        SourceLocation first = seen.putIfAbsent(subject, place);
        if (first != null) {
            report.error(
                    place,
                    "metadata.name",
                    subject + " stands at " + first.source() + (first.line() > 0 ? ":" + first.line() : "")
                            + " already; remove or rename one of them");
        }
    }

    private static void withoutAnnotations(ObjectMeta header, Locator locator, ProblemCollector report) {
        header.annotations().keySet().stream()
                .filter(it -> it.startsWith("commitstatus.io/"))
                .map(it -> "metadata.annotations." + it)
                .forEach(it -> report.error(
                        locator.at(it),
                        it,
                        "this annotation has a meaning on a Provider only; move it there, or remove it"));
    }

    private static boolean isSecret(Fields document, String apiVersion) {
        if (apiVersion.isEmpty()) {
            document.required("apiVersion", "v1");
        }
        return apiVersion.equals("v1");
    }

    /** Another project's Provider or Alert is passed over; a misspelt one of Flux's is not. */
    private static boolean isFlux(
            Locator locator, Fields document, String apiVersion, String kind, ProblemCollector report) {
        if (apiVersion.isEmpty()) {
            document.required("apiVersion", GROUP + "/v1beta3");
            return false;
        }
        String group = apiVersion.substring(0, Math.max(apiVersion.indexOf('/'), 0));
        if (!group.equals(GROUP)) {
            NearMiss.of(group, List.of(GROUP))
                    .ifPresent(it -> report.error(
                            locator.at("apiVersion"),
                            "apiVersion",
                            Names.quoted(apiVersion) + " is not known; did you mean \"" + it + "/v1beta3\"?"));
            return false;
        }
        if (!KINDS.contains(kind)) {
            NearMiss.of(kind, KINDS)
                    .ifPresent(it -> report.error(
                            locator.at("kind"),
                            "kind",
                            Names.quoted(kind) + " is not known; did you mean \"" + it + "\"?"));
            return false;
        }
        if (!VERSIONS.contains(apiVersion.substring(GROUP.length() + 1))) {
            report.error(
                    locator.at("apiVersion"),
                    "apiVersion",
                    Names.quoted(apiVersion) + " is not known; write " + GROUP + "/v1beta3, or v1beta1, v1beta2 or v1");
            return false;
        }
        return true;
    }

    private static Optional<String> raw(Mapping mapping, String name) {
        Node.@Nullable Field field = mapping.fields().get(name);
        return field != null && field.value() instanceof Scalar scalar && scalar.type() == Node.Type.TEXT
                ? Optional.of(scalar.text())
                : Optional.empty();
    }
}
