package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningLanguageTest {
    private static final SigningLanguage.Subject DOCUMENTED = new SigningLanguage.Subject("", List.of("name"));

    @ParameterizedTest
    @EnumSource
    void theDocumentationShowsTheSameSample(SigningLanguage language) throws IOException {
        assertThat(Files.readString(repository().resolve("docs/signing.md")))
                .contains("**" + language.label() + "** (" + language.library())
                .contains("\n" + language.call(DOCUMENTED) + "```");
    }

    @ParameterizedTest
    @EnumSource
    void anAgentWithoutVariablesSendsNone(SigningLanguage language) {
        assertThat(language.call(new SigningLanguage.Subject("", List.of())))
                .contains("user_email").doesNotContain("variables", "{claims}");
    }

    @ParameterizedTest
    @EnumSource
    void aTenantsTokenNamesItsTenantAndNeverTheAgentsSecret(SigningLanguage language) {
        var sample = language.sample(new SigningLanguage.Subject("ten_1", List.of("first_name")), List.of("For a reason."));

        assertThat(sample).contains("ten_1", "tenantId", "userId", "PARLEY_TENANT_SECRET", "first_name", "For a reason.")
                .doesNotContain("user_email", "PARLEY_IDENTITY_SECRET", "{secret}", "%s");
    }

    @ParameterizedTest
    @EnumSource
    void aSampleShowsAtMostTenVariables(SigningLanguage language) {
        var names = IntStream.range(0, 30).mapToObj(i -> "v" + i).toList();
        assertThat(language.call(new SigningLanguage.Subject("", names))).contains("v9").doesNotContain("v10");
    }

    @ParameterizedTest
    @EnumSource
    void noLineOfASampleIsWiderThanTheBoxThatShowsIt(SigningLanguage language) {
        var names = IntStream.range(0, 10).mapToObj(i -> "preferred_language_" + i).toList();
        var sample = language.sample(new SigningLanguage.Subject("ten_2gECdLmYaSenRjrKKxs5kc", names), List.of());

        assertThat(sample.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    private static Path repository() {
        var here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.resolve("..").normalize();
    }
}
