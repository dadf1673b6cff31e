/// The live conversation: sockets, frames, runs, and the same use cases over REST and SSE.
@NullMarked
package dev.parley.chat;

import org.jspecify.annotations.NullMarked;
