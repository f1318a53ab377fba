package io.commitstatus.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.HomogeneousLiteralValidator;

/**
 * The environment of Flux's expressions: the variables {@code event}, {@code alert} and {@code provider}, each a map of strings to
 * anything, the standard functions, and the extensions for strings, sets, encoders and optional values. Immutable.
 */
final class Environment {
    private static final int DEPTH = 64;
    private static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableOptionalSyntax(true)
            .maxParseRecursionDepth(DEPTH)
            .comprehensionMaxIterations(Limits.STEPS)
            .maxRegexProgramSize(Limits.PROGRAM)
            .build();
    private static final Cel CEL = CelFactory.plannerCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("event", OBJECT)
            .addVar("alert", OBJECT)
            .addVar("provider", OBJECT)
            .addCompilerLibraries(
                    CelExtensions.strings(),
                    new Format(),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.encoders(OPTIONS),
                    CelExtensions.optional())
            .addRuntimeLibraries(
                    Strings.others(),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.encoders(OPTIONS),
                    CelExtensions.optional())
            .addFunctionBindings(Strings.bounded())
            .addFunctionBindings(Format.binding())
            .build();

    /** Flux takes only literals of lists and maps whose elements are of one type. */
    private static final CelValidator LITERALS = CelValidatorFactory.standardCelValidatorBuilder(CEL)
            .addAstValidators(HomogeneousLiteralValidator.newInstance())
            .build();

    private Environment() {}

    /** Parses an expression, and finds its type. */
    static CelAbstractSyntaxTree check(String expression) throws CelValidationException {
        return LITERALS.validate(CEL.compile(expression).getAst()).getAst();
    }

    static CelRuntime.Program plan(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return CEL.createProgram(checked);
    }
}
