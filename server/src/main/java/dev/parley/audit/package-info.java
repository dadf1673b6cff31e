/// The append-only, hash-chained record of who changed what.
@NullMarked
package dev.parley.audit;

import org.jspecify.annotations.NullMarked;
