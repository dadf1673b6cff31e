package dev.parley.members;

import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.http.OutboundHosts;
import dev.parley.platform.mail.Mailer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the world outside gives to the people of this hub: a mail server, providers to sign in with, and the address
/// under which they find the console.
///
/// @param mailer null if the hub sends no mail
/// @param origin the console's configured origin; null if there is none, and then nothing is sent that needs it
/// @param hosts  where the hub may connect for a tenant
/// @param box    for the secrets with which it does
public record Outside(@Nullable Mailer mailer, @Nullable String origin, OutboundHosts hosts, SecretBox box) {
    /// No mail, and only public hosts.
    public static Outside none(SecretBox box) {
        return new Outside(null, null, new OutboundHosts(List.of()), box);
    }
}
