package dev.parley.models.openai;

import java.time.Duration;

/// How long a model may take.
///
/// @param connect to find the address, connect and agree on TLS
/// @param first   from the question to the first sign of an answer
/// @param idle    from one sign to the next
/// @param total   for the whole answer, retries included
/// @param retries how often a call is repeated that failed before its first word
public record Patience(Duration connect, Duration first, Duration idle, Duration total, int retries) {
    public static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(5), 2);
}
