package dev.parley.agents;

import dev.parley.tenants.TenantId;
import java.time.Instant;

/// A tenant's way to language models that several agents share. Its API key is not here: it is kept encrypted and read
/// only where a model is called.
///
/// @param baseUrl an OpenAI-compatible endpoint, such as `https://api.openai.com/v1`
public record ModelProvider(
        String id, TenantId tenant, String name, String baseUrl, boolean hasKey, Instant createdAt) {}
