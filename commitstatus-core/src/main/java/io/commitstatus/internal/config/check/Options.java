package io.commitstatus.internal.config.check;

import io.commitstatus.internal.publishers.StatusExpressions;
import io.commitstatus.spi.CommitStatusPublisher;
import java.util.NavigableMap;

/**
 * How a configuration is read.
 *
 * @param strict whether warnings are errors
 * @param lenient whether what is broken is left out
 * @param commitStatusExpr whether somebody understands {@code spec.commitStatusExpr}
 * @param publishers by type
 * @param expressions compiles {@code spec.commitStatusExpr}
 */
public record Options(
        boolean strict,
        boolean lenient,
        boolean commitStatusExpr,
        NavigableMap<String, CommitStatusPublisher> publishers,
        StatusExpressions expressions) {}
