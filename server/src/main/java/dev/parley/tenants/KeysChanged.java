package dev.parley.tenants;

/// A signing secret or API key died or was replaced; published after the change is on disk and before the call returns.
///
/// @param keyId     the id of the key that no longer verifies
/// @param immediate whether sockets it opened are closed at once instead of being asked to re-authenticate
public record KeysChanged(TenantId tenant, String keyId, boolean immediate) {}
