/// What a host product meets: the frame page and the mint endpoint.
@NullMarked
package dev.parley.embed;

import org.jspecify.annotations.NullMarked;
