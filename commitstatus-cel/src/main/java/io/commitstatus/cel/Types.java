package io.commitstatus.cel;

import dev.cel.common.types.CelType;
import java.util.stream.Collectors;

/** Types as CEL writes them. */
final class Types {
    private Types() {}

    static String name(CelType type) {
        return type.parameters().isEmpty()
                ? type.name()
                : type.name() + type.parameters().stream().map(Types::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
