/// Parley: a hub for AI agents inside other products that knows for certain who it talks to.
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
