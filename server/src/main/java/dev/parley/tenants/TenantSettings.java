package dev.parley.tenants;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.json.Json;
import org.jspecify.annotations.Nullable;

/// What a tenant decides for all its agents; null means no limit.
///
/// @param retentionDays how many days after its last message a conversation is deleted
/// @param answersPerDay how many answers its agents may begin on one UTC day
/// @param tokensPerDay  how many tokens of its models, read and written, may be used up before no more answers begin
public record TenantSettings(
        @Nullable Integer retentionDays, @Nullable Long answersPerDay, @Nullable Long tokensPerDay) {
    public static final TenantSettings NONE = new TenantSettings(null, null, null);

    /// Whether answers are counted at all.
    public boolean hasBudget() {
        return answersPerDay != null || tokensPerDay != null;
    }

    public TenantSettings keepingFor(@Nullable Integer days) {
        return new TenantSettings(days, answersPerDay, tokensPerDay);
    }

    public TenantSettings spending(@Nullable Long answers, @Nullable Long tokens) {
        return new TenantSettings(retentionDays, answers, tokens);
    }

    /// As it goes over the wire: `{retention: "90d" or "off", budget {answersPerDay, tokensPerDay}}`.
    public ObjectNode json() {
        var json = Json.object().put("retention", retentionDays == null ? "off" : retentionDays + "d");
        json.putObject("budget").put("answersPerDay", answersPerDay).put("tokensPerDay", tokensPerDay);
        return json;
    }
}
