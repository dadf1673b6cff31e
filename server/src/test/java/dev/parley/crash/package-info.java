/// Proof that what was acknowledged is on disk: processes killed in mid-load, and a checker of what is left.
@NullMarked
package dev.parley.crash;

import org.jspecify.annotations.NullMarked;
