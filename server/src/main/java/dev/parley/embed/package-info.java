/// What a host page loads: the frame page, the scripts, and the mint endpoint.
@NullMarked
package dev.parley.embed;

import org.jspecify.annotations.NullMarked;
