/// JMH benchmarks of token verification beside the bare JDK `Mac` and two JOSE libraries.
@NullMarked
package dev.parley.bench.tokens;

import org.jspecify.annotations.NullMarked;
