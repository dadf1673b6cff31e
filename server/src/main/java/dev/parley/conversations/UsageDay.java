package dev.parley.conversations;

import dev.parley.agents.AgentId;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What one agent did on one UTC day.
///
/// @param conversations those in which something was said
/// @param users         the different principals who took part
/// @param messages      what users sent
/// @param answers       what the agent began to answer
/// @param failed        answers that failed or were interrupted
/// @param inputTokens   as providers counted them; the built-in model counts none
/// @param latency       how long whole answers took; null if none ended
/// @param ups           good ratings given that day
/// @param downs         bad ratings given that day
public record UsageDay(
        LocalDate day, AgentId agent, long conversations, long users, long messages, long answers, long failed,
        long inputTokens, long outputTokens, @Nullable Latency latency, long ups, long downs) {

    /// @param median half of the answers were there by then
    /// @param p95    19 of 20 answers were there by then
    public record Latency(Duration median, Duration p95) {}
}
