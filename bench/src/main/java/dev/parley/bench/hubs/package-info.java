/// The hubs under test as real processes, what they speak, and what the kernel says that they use.
@NullMarked
package dev.parley.bench.hubs;

import org.jspecify.annotations.NullMarked;
