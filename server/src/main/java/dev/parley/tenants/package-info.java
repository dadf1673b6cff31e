/// Organisations, their signing secrets and their API keys.
@NullMarked
package dev.parley.tenants;

import org.jspecify.annotations.NullMarked;
