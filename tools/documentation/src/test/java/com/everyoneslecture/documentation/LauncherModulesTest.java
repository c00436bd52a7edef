package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher builds again when a source of a started program has changed. */
class LauncherModulesTest {

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>com\\.everyoneslecture</groupId>\\s*<artifactId>([^<]+)</artifactId>(.*?)</dependency>",
            Pattern.DOTALL);

    private final Repository repository = Repository.here();
    private final String script = repository.read("outbox");

    @ParameterizedTest
    @CsvSource({
        "tools/local-stack, launcher_modules",
        "category-app, launcher_modules service_modules",
        "outbox-relay, launcher_modules service_modules",
        "lecture-projector, launcher_modules service_modules",
        "tools/console, launcher_modules service_modules up_modules",
        "tools/chaos, launcher_modules service_modules chaos_modules",
        "tools/benchmarks, launcher_modules service_modules up_modules bench_modules",
        "outbox-connect, connect_modules",
    })
    void knowsEachModuleOfAProgram(String program, String lists) {
        Set<String> modules = new LinkedHashSet<>();
        addWithDependencies(program, modules);
        Set<String> known = Stream.of(lists.split(" ")).flatMap(this::list).collect(Collectors.toSet());
        assertThat(known).containsAll(modules);
    }

    @Test
    void findsDependencies() {
        Set<String> modules = new LinkedHashSet<>();
        addWithDependencies("outbox-relay", modules);
        assertThat(modules)
                .contains("outbox-relay", "outbox-relay-core", "outbox-event")
                .doesNotContain("tools/test-services");
    }

    private void addWithDependencies(String module, Set<String> modules) {
        if (!modules.add(module)) {
            return;
        }
        Matcher dependency = DEPENDENCY.matcher(repository.read(module + "/pom.xml"));
        while (dependency.find()) {
            if (!dependency.group(2).contains("<scope>test</scope>")) {
                addWithDependencies(directory(dependency.group(1)), modules);
            }
        }
    }

    private String directory(String artifact) {
        return List.of(artifact, "tools/" + artifact).stream()
                .filter(directory ->
                        repository.resolve(directory + "/pom.xml").toFile().exists())
                .findFirst()
                .orElseThrow();
    }

    private Stream<String> list(String name) {
        Matcher list =
                Pattern.compile("^" + name + "='([^']+)'", Pattern.MULTILINE).matcher(script);
        assertThat(list.find()).as(name).isTrue();
        return Stream.of(list.group(1).split(" "));
    }
}
