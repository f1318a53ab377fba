package io.commitstatus.conformance.layout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.conformance.delivery.DeliveryContract;
import io.commitstatus.testing.contract.PublisherContract;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which packages may use which. */
class PackagesTest {
    private static final JavaClasses ALL =
            load(CommitStatusRouter.class, PublisherContract.class, DeliveryContract.class);
    private static final JavaClasses CORE = load(CommitStatusRouter.class);

    private static JavaClasses load(Class<?>... oneOfEach) {
        List<URL> places = Stream.of(oneOfEach)
                .map(it -> it.getProtectionDomain().getCodeSource().getLocation())
                .toList();
        return new ClassFileImporter().importUrls(places);
    }

    @Test
    void noTwoUseEachOtherInACircleOfAnyLength() {
        assertThat(ALL.size()).isGreaterThan(300);
        slices().matching("(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void whatAPluginExtendsUsesNothingInternal() {
        noClasses()
                .that()
                .resideInAnyPackage("io.commitstatus.spi..", "io.commitstatus.outbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.commitstatus", "io.commitstatus.internal..", "io.commitstatus.policy..")
                .check(CORE);
    }

    @Test
    void theModelUsesNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("io.commitstatus.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.commitstatus",
                        "io.commitstatus.internal..",
                        "io.commitstatus.outbox..",
                        "io.commitstatus.policy..",
                        "io.commitstatus.spi..")
                .check(CORE);
    }

    /** So that a module which requires this one can be compiled with nothing else on its module path. */
    @Test
    void signaturesHaveNoTypesButOurOwnAndTheJdks() {
        Set<String> foreign = CORE.stream()
                .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(it -> !it.getPackageName().startsWith("io.commitstatus.internal"))
                .flatMap(PackagesTest::inSignatures)
                .map(it -> it.getBaseComponentType().getName())
                .filter(it -> it.contains(".") && !it.startsWith("java"))
                .filter(it -> !it.startsWith("io.commitstatus.") || it.startsWith("io.commitstatus.internal."))
                .collect(Collectors.toSet());

        assertThat(foreign).isEmpty();
    }

    private static Stream<JavaClass> inSignatures(JavaClass type) {
        Stream<JavaClass> supertypes =
                Stream.concat(type.getAllRawInterfaces().stream(), type.getAllRawSuperclasses().stream());
        Stream<JavaClass> ofMembers = type.getMembers().stream()
                .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC)
                        || it.getModifiers().contains(JavaModifier.PROTECTED))
                .flatMap(it -> it.getAllInvolvedRawTypes().stream());
        return Stream.concat(supertypes, ofMembers);
    }

    @Test
    void whatACallerSeesNamesNoTypeOfTheStoreButTheStoreItself() {
        List<String> seen = CORE.stream()
                .filter(it -> it.getPackageName().equals("io.commitstatus"))
                .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(it -> it.getCodeUnits().stream())
                .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(it -> Stream.concat(Stream.of(it.getReturnType()), it.getParameterTypes().stream())
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .anyMatch(type -> type.getPackageName().startsWith("io.commitstatus.outbox")
                                || type.getPackageName().startsWith("io.commitstatus.internal")))
                .map(JavaCodeUnit::getFullName)
                .toList();
        assertThat(seen).containsExactly("io.commitstatus.RouterBuilder.outbox(io.commitstatus.outbox.Outbox)");
    }

    @Test
    void nothingUsesTheRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.commitstatus")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.commitstatus")
                .check(CORE);
    }
}
