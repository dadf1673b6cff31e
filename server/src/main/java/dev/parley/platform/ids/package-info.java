/// Identifiers and random tokens.
@NullMarked
package dev.parley.platform.ids;

import org.jspecify.annotations.NullMarked;
