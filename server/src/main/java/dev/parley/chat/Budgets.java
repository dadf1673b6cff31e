package dev.parley.chat;

import dev.parley.conversations.DailyUsage;
import dev.parley.models.AgentRunner;
import dev.parley.models.Failures;
import dev.parley.tenants.TenantId;
import dev.parley.tenants.TenantSettings;
import dev.parley.tenants.Tenants;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Lets a tenant's agents answer as long as its budget for the UTC day lasts. Tokens are known only when an answer has
/// ended, so answers that run already may go beyond. What was used up is counted here and, after a restart, read from
/// the store.
public final class Budgets implements AgentRunner {
    private final AgentRunner runner;
    private final Tenants tenants;
    private final DailyUsage usage;
    private final InstantSource clock;
    private final Map<TenantId, Spending> spendings = new ConcurrentHashMap<>();

    public Budgets(AgentRunner runner, Tenants tenants, DailyUsage usage, InstantSource clock) {
        this.runner = runner;
        this.tenants = tenants;
        this.usage = usage;
        this.clock = clock;
    }

    @Override
    public void reply(Question question, Answer answer) {
        var tenant = question.agent().tenant();
        var settings = tenants.byId(tenant).orElseThrow().settings();
        if (!settings.hasBudget()) {
            spendings.remove(tenant);
            runner.reply(question, answer);
            return;
        }
        var spending = today(tenant);
        if (spending.take(settings)) {
            runner.reply(question, new Metered(answer, spending));
        } else {
            answer.failed(Failures.of(Code.BUDGET_EXCEEDED, "The tenant's budget for today (UTC) is used up: "
                    + settings.json().path("budget") + ". It starts anew at midnight; an admin may raise it in the settings."));
        }
    }

    private Spending today(TenantId tenant) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return spendings.compute(tenant, (_, known) ->
                known != null && known.day.equals(today) ? known : new Spending(today, usage.spent(tenant, today)));
    }

    /// What one tenant has used up on one day.
    private static final class Spending {
        private final LocalDate day;
        private final AtomicLong tokens;
        private long answers;

        Spending(LocalDate day, DailyUsage.Spent spent) {
            this.day = day;
            this.answers = spent.answers();
            this.tokens = new AtomicLong(spent.tokens());
        }

        /// Whether one more answer may begin; then it counts.
        synchronized boolean take(TenantSettings settings) {
            var most = settings.answersPerDay();
            var mostTokens = settings.tokensPerDay();
            if (most != null && answers >= most || mostTokens != null && tokens.get() >= mostTokens) {
                return false;
            }
            answers++;
            return true;
        }
    }

    /// Passes an answer on and counts its tokens.
    private record Metered(Answer answer, Spending spending) implements Answer {
        @Override
        public void text(String delta) {
            answer.text(delta);
        }

        @Override
        public void tool(String name, String state) {
            answer.tool(name, state);
        }

        @Override
        public void completed(Completion completion) {
            var used = completion.usage();
            if (used != null) {
                spending.tokens.addAndGet(used.inputTokens() + used.outputTokens());
            }
            answer.completed(completion);
        }

        @Override
        public void failed(Failure failure) {
            answer.failed(failure);
        }
    }
}
