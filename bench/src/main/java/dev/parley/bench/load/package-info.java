/// Load on a hub: the scripted model behind it, the sockets in front of it, and what each of them costs.
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;
