package dev.parley.audit;

import dev.parley.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// How a line of the log is bound to the one before it: SHA-256 over the previous hash and the line written as one JSON
/// array of text, in which no two different lines read the same.
final class Chain {
    /// What stands before the first line.
    static final String START = "0".repeat(64);

    private Chain() {}

    /// The line that follows `previousHash`.
    static AuditEntry link(String previousHash, String tenant, long seq, Instant at, Line line) {
        var hash = sha256(Json.text(Json.texts(List.of(
                previousHash, tenant, Long.toString(seq), Long.toString(at.toEpochMilli()), line.actor().who(),
                line.action(), line.target(), line.actor().address(), line.details()))));
        return new AuditEntry(
                tenant, seq, at, line.actor(), line.action(), line.target(), line.details(), previousHash, hash);
    }

    /// Whether `entry` is what was written after `previousHash`.
    static boolean holds(AuditEntry entry, String previousHash) {
        var line = new Line(entry.actor(), entry.action(), entry.target(), entry.details());
        return entry.equals(link(previousHash, entry.tenant(), entry.seq(), entry.at(), line));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /// What a line says, without its place in the chain.
    record Line(Actor actor, String action, String target, String details) {}
}
