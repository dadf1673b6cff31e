/// The documents of an agent: indexing and retrieval.
@NullMarked
package dev.parley.knowledge;

import org.jspecify.annotations.NullMarked;
