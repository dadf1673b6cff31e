/// The model that needs no key and no network: a search in the agent's own documents that says that it is one.
@NullMarked
package dev.parley.models.builtin;

import org.jspecify.annotations.NullMarked;
