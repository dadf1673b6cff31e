package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTokensTest {
    private static final IdentityFixture FIXTURE = new IdentityFixture();
    private static final HostileToken.Target TARGET = new HostileToken.Target(
            FIXTURE.agent.id().value(), FIXTURE.tenant.value(), FIXTURE.newIdentitySecret(), FIXTURE.newTenantSecret(),
            FIXTURE.clock.instant());

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    static List<HostileToken> all() {
        return HostileTokens.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isRefusedWithItsCodeAndASentenceThatDoesNotEchoIt(HostileToken hostile) {
        var token = hostile.token().apply(TARGET);
        var refusal = FIXTURE.refused(FIXTURE.asDefault(), token);

        assertThat(refusal.code()).as(refusal.detail()).isEqualTo(hostile.expected());
        assertThat(refusal.detail()).endsWith(".").hasSizeBetween(20, 300)
                .doesNotContain(TARGET.identitySecret(), TARGET.tenantSecret());
        for (var segment : token.split("\\.")) {
            if (segment.length() > 12) {
                assertThat(refusal.detail()).doesNotContain(segment);
            }
        }
    }

    @Test
    void thereAreManyAndEachHasANameOfItsOwn() {
        assertThat(all()).hasSizeGreaterThan(150).extracting(HostileToken::name).doesNotHaveDuplicates();
    }

    @Test
    void whatTheyWereMadeFromIsAccepted() {
        FIXTURE.accepted(FIXTURE.asDefault(), Jwts.sign("{\"user_email\":\"jane@example.com\"} ", TARGET.identitySecret()));
        FIXTURE.accepted(FIXTURE.asDefault(), Jwts.sign("{\"tenantId\":\"" + TARGET.tenant()
                + "\",\"userId\":\"usr_1\",\"exp\":" + TARGET.in(600) + "}", TARGET.tenantSecret()));
    }
}
