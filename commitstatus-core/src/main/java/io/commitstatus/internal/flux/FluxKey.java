package io.commitstatus.internal.flux;

import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.ObjectReference;
import io.commitstatus.model.Provider;
import java.util.Locale;
import java.util.Optional;

/** The status key, as Flux has it where the Provider has a uid. */
public final class FluxKey {
    private static final int HASH = 8;

    private FluxKey() {}

    public static String of(ObjectReference object, Provider provider) {
        Optional<String> uid = uid(provider);
        // Flux's key does not tell namespaces apart. Where nothing of Flux's has to be matched, two namespaces get two
        // keys.
        boolean foreign =
                uid.isEmpty() && !object.namespace().equals(provider.name().namespace());
        String key = object.kind() + "/"
                + (foreign ? object.namespace() + "/" : "")
                + object.name() + "/"
                + uid.map(FluxKey::firstPart).orElseGet(() -> suffix(provider));
        return key.toLowerCase(Locale.ROOT);
    }

    /** Whether the Provider has a suffix annotation that its uid keeps from being used. */
    public static boolean ignoresSuffix(Provider provider) {
        return uid(provider).isPresent()
                && provider.annotation(Provider.KEY_SUFFIX).isPresent();
    }

    private static Optional<String> uid(Provider provider) {
        return provider.uid().filter(it -> !it.isEmpty());
    }

    private static String firstPart(String uid) {
        int dash = uid.indexOf('-');
        return dash < 0 ? uid : uid.substring(0, dash);
    }

    private static String suffix(Provider provider) {
        return provider.annotation(Provider.KEY_SUFFIX)
                .filter(it -> !it.isBlank())
                .orElseGet(() -> Texts.sha256(provider.name().toString(), HASH));
    }
}
