package io.github.proxysqljdbc;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.proxysqljdbc.config.ProxysqlConfig;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rules of {@code docs/architecture.md}. A rule that is broken prints its reason. */
class ArchitectureTest {
    private static final String ROOT = "io.github.proxysqljdbc";

    /** A package may use those on lower floors only: none beside it, none above. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("sql", 0),
            Map.entry("config", 0),
            Map.entry("stats", 0),
            Map.entry("error", 0),
            Map.entry("credentials", 1),
            Map.entry("topology", 1),
            Map.entry("route", 2),
            Map.entry("pool", 2),
            Map.entry("monitor", 2),
            Map.entry("session", 3),
            Map.entry("jdbc", 4));

    private static final Path OUTPUT = output();

    /** The library's own classes, not those of the tests nor of the testkit, whose package begins with the same name. */
    private static final JavaClasses CORE = new ClassFileImporter().importPath(OUTPUT);

    private static Path output() {
        try {
            return Path.of(ProxysqlConfig.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CORE);
    }

    static Set<String> packages() {
        return FLOORS.keySet();
    }

    @Test
    void classesOfTheLibraryAreSeen() {
        assertThat(CORE.contain(ProxysqlConfig.class)).isTrue();
        assertThat(CORE).noneMatch(type -> type.getName().endsWith("Test"));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageUsesLowerFloorsOnly(String name) {
        String[] notBelow = FLOORS.entrySet().stream()
                .filter(other -> !other.getKey().equals(name) && other.getValue() >= FLOORS.getOrDefault(name, 0))
                .map(other -> ROOT + '.' + other.getKey())
                .toArray(String[]::new);

        check(noClasses()
                .that()
                .resideInAPackage(ROOT + '.' + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(notBelow)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .because(
                        "a package may use those on lower floors only, so that each can be read, tested and replaced without"
                                + " those beside and above it"));
    }

    @Test
    void everyPackageHasAFloor() {
        String[] known = FLOORS.keySet().stream().map(name -> ROOT + '.' + name).toArray(String[]::new);

        check(classes()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .resideInAnyPackage(known)
                .because("a package without a floor escapes the rules: give it one, here and in docs/architecture.md"));
    }

    @Test
    void onlyTheRootKnowsTheMonitor() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".monitor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".monitor")
                .because(
                        "monitor and pool meet only in the topology, a session reports trouble through it, and only the root wires parts"
                                + " together"));
    }

    @Test
    void onlyTwoProvidersKnowTheAwsSdk() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".credentials.SecretsManagerCredentials")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".credentials.SecretText")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".credentials.RdsIamCredentials")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .because("the AWS SDK is an optional dependency: what knows it cannot be loaded where it is absent"));
    }

    @Test
    void sqlKnowsNothingOfJdbc() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".sql")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "com.mysql..", "com.zaxxer..")
                .because("lexer, digest and classifier judge text, and are tested and measured without a driver"));
    }

    @Test
    void routeIsPure() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + ".route")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio..", "java.sql..", "java.time..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class)
                .orShould()
                .callMethodWhere(callOf("java\\.lang\\.System", "nanoTime|currentTimeMillis|getProperty|getenv"))
                .because(
                        "a route depends on its arguments alone: no threads, clock or I/O, so that it can be asked for and tested as a"
                                + " function"));
    }

    @Test
    void nobodyPrintsToTheConsole() {
        check(
                noClasses()
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .orShould()
                        .callMethodWhere(callOf("java\\..*", "printStackTrace|dumpStack"))
                        .because(
                                "a library speaks through SLF4J and through exceptions; the console belongs to the application"));
    }

    @Test
    void nobodyLogsThroughJavaUtilLogging() {
        check(
                noClasses()
                        .should()
                        .callMethodWhere(callOf("java\\.util\\.logging\\..*", ".*"))
                        .because(
                                "SLF4J is the one way to log; JDBC's getParentLogger names java.util.logging in its signature and throws"));
    }

    @Test
    void nobodySynchronizes() throws IOException {
        String why =
                "a thread that waits for a server inside a monitor pins the carrier of a virtual thread (JEP 444): use a lock of"
                        + " java.util.concurrent";
        check(noMethods().should().haveModifier(SYNCHRONIZED).because(why));
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                assertThat(Files.readString(source))
                        .as("%s: %s", source, why)
                        .doesNotContainPattern("synchronized *\\(");
            }
        }
    }

    @Test
    void noStaticFieldIsAssignedTwice() {
        check(fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(SYNTHETIC)
                .should()
                .haveModifier(FINAL)
                .because("static mutable state is shared by data sources that have nothing to do with each other"));
    }

    @Test
    void noStaticFieldHoldsAtomics() {
        DescribedPredicate<JavaClass> mutable = DescribedPredicate.describe(
                "atomics, locks or concurrent collections",
                type -> type.getPackageName().equals(AtomicReference.class.getPackageName())
                        || type.getPackageName().equals("java.util.concurrent.locks")
                        || nameMatching("java\\.util\\.concurrent\\.(Concurrent|CopyOnWrite|Linked|Array|Priority).*")
                                .test(type)
                        || type.isAssignableTo(ThreadLocal.class));

        check(fields().that()
                .haveModifier(STATIC)
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(ROOT)
                .should()
                .notHaveRawType(mutable)
                .because(
                        "static mutable state is shared by data sources that have nothing to do with each other; only the driver in the"
                                + " root keeps a registry of them"));
    }

    @Test
    void publicTypesAreExportedOrUsedByAnotherPackage() {
        Set<String> exported = moduleDescriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());

        check(classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .resideOutsideOfPackages(exported.toArray(String[]::new))
                .should(beUsedByAnotherPackage())
                .because("a type is package-private until another package needs it"));
    }

    @Test
    void exportedPackagesAreThoseOfTheFloorPlan() {
        Set<String> exported = moduleDescriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());

        assertThat(Set.of(
                        ROOT,
                        ROOT + ".config",
                        ROOT + ".credentials",
                        ROOT + ".error",
                        ROOT + ".stats",
                        ROOT + ".topology"))
                .as("exported packages: a user may rely on what is exported, so that nothing else is")
                .containsAll(exported);
        assertThat(exported).contains(ROOT + ".config", ROOT + ".error", ROOT + ".stats");
    }

    private static ModuleDescriptor moduleDescriptor() {
        return ModuleFinder.of(OUTPUT).find(ROOT).orElseThrow().descriptor();
    }

    private static DescribedPredicate<JavaAccess<?>> callOf(String owner, String method) {
        return DescribedPredicate.describe(
                "of " + owner + '.' + method,
                call -> call.getTargetOwner().getName().matches(owner)
                        && call.getName().matches(method));
    }

    private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean used = type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
                events.add(new SimpleConditionEvent(
                        type,
                        used,
                        type.getName() + " is public, and no other package uses it: make it package-private"));
            }
        };
    }
}
