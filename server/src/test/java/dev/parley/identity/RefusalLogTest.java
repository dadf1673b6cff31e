package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.RefusalLog.Line;
import dev.parley.identity.RefusalLog.Transport;
import dev.parley.platform.http.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final IdentityFixture fixture = new IdentityFixture();
    private final RefusalLog log = new RefusalLog(fixture.clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void refusalsOfOneCauseAreOneLineWithTheLastOffset() {
        var first = fixture.clock.instant();
        note("\"exp\" passed 5 s ago.", null);
        fixture.clock.advance(Duration.ofMinutes(3));
        note("\"exp\" passed 185 s ago.", null);
        note("\"iat\" is 90 s ahead.", null);

        assertThat(log.of(fixture.agent.id())).hasSize(2).contains(new Line(ErrorCode.SESSION_EXPIRED,
                "\"exp\" passed 185 s ago.", Transport.REST, null, 2, first, fixture.clock.instant()));
    }

    @Test
    void aFloodOfOriginsFillsItsBoundAndPushesOutNothingThatWasSeenOften() {
        note("listed?", "https://shop.example");
        note("listed?", "https://shop.example");
        for (int i = 0; i < 100_000; i++) {
            note("listed?", "https://flood" + i + ".example");
        }

        assertThat(log.of(fixture.agent.id())).hasSize(60)
                .anySatisfy(line -> assertThat(line.origin()).isEqualTo("https://shop.example"));
    }

    @Test
    void whatNoBrowserSendsAsOriginIsNotKept() {
        for (var claimed : new String[] {"javascript:alert(1)", "https://<b>", "https://" + "x".repeat(1000), "null", ""}) {
            note("listed?", claimed);
        }

        assertThat(log.of(fixture.agent.id())).singleElement().satisfies(line -> {
            assertThat(line.origin()).isEqualTo("null");
            assertThat(line.count()).isEqualTo(5);
        });
    }

    @Test
    void aWeekLaterItIsForgotten() {
        note("once", null);
        fixture.clock.advance(Duration.ofDays(8));

        assertThat(log.of(fixture.agent.id())).isEmpty();
    }

    @Test
    void otherRefusalsAreNotKept() {
        log.note(fixture.agent, ErrorCode.RATE_LIMITED, "wait", Transport.REST, null);

        assertThat(log.of(fixture.agent.id())).isEmpty();
    }

    private void note(String detail, @Nullable String origin) {
        log.note(fixture.agent, ErrorCode.SESSION_EXPIRED, detail, Transport.REST, origin);
    }
}
