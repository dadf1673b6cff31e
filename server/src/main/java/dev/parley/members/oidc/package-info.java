/// Signing in with an OpenID Connect provider that a tenant trusts.
@NullMarked
package dev.parley.members.oidc;

import org.jspecify.annotations.NullMarked;
