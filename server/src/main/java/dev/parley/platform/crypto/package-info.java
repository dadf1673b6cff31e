/// Keys at rest and constant-time comparison.
@NullMarked
package dev.parley.platform.crypto;

import org.jspecify.annotations.NullMarked;
