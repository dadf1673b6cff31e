/// The benchmark: one command, one table, each line a ratio to a baseline measured in the same run.
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
