package dev.parley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The table of packages in ARCHITECTURE.md, executed: what each may use besides the JDK and libraries.
final class ArchitectureTest {
    private static final Map<String, Set<String>> MAY_USE = table();

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.parley");

    private static Map<String, Set<String>> table() {
        var table = new LinkedHashMap<String, Set<String>>();
        table.put("platform", Set.of());
        table.put("audit", Set.of("platform"));
        table.put("tenants", Set.of("platform", "audit"));
        table.put("members", Set.of("platform", "audit", "tenants"));
        table.put("agents", Set.of("platform", "audit", "tenants"));
        table.put("identity", Set.of("platform", "audit", "agents", "members", "tenants"));
        table.put("access", Set.of("platform", "audit", "identity", "agents", "members", "tenants"));
        table.put("conversations", Set.of("platform", "audit", "identity", "agents", "tenants"));
        table.put("knowledge", Set.of("platform", "audit", "agents", "tenants"));
        table.put("models", Set.of("platform", "audit", "knowledge", "identity", "agents", "tenants"));
        table.put("chat", Set.of("platform", "audit", "access", "conversations", "models", "identity", "agents", "tenants"));
        table.put("embed", Set.of("platform", "audit", "access", "identity", "agents", "tenants"));
        table.put("console", Set.of("platform", "audit", "access", "conversations", "knowledge", "models", "identity",
                "agents", "members", "tenants"));
        table.put("demo", Set.of("platform"));
        return table;
    }

    @TestFactory
    Stream<DynamicTest> eachPackageUsesOnlyWhatTheTableAllows() {
        return MAY_USE.keySet().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            var forbidden = new TreeSet<>(MAY_USE.keySet());
            forbidden.remove(name);
            forbidden.removeAll(MAY_USE.getOrDefault(name, Set.of()));
            noClasses().that().resideInAPackage(inside(name))
                    .should().dependOnClassesThat().resideInAnyPackage(
                            forbidden.stream().map(ArchitectureTest::inside).toArray(String[]::new))
                    .check(CLASSES);
        }));
    }

    @Test
    void everyPackageStandsInTheTable() {
        var packages = new TreeSet<String>();
        CLASSES.stream().map(each -> each.getPackageName()).filter(each -> each.startsWith("dev.parley."))
                .forEach(each -> packages.add(each.split("\\.")[2]));
        Assertions.assertThat(packages).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @Test
    void onlyTheHttpPackageKnowsJetty() {
        noClasses().that().resideOutsideOfPackage("dev.parley.platform.http..")
                .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.jetty..").check(CLASSES);
    }

    @Test
    void sqlStaysOutOfChatEmbedAndTheConsole() {
        for (var name : List.of("chat", "embed", "console", "demo")) {
            noClasses().that().resideInAPackage(inside(name))
                    .should().dependOnClassesThat().resideInAnyPackage("org.jdbi..", "java.sql..").check(CLASSES);
        }
    }

    private static String inside(String name) {
        return "dev.parley." + name + "..";
    }
}
