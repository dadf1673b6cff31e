/// The chat protocol: what clients send, what the hub sends, and their JSON.
@NullMarked
package dev.parley.chat.frames;

import org.jspecify.annotations.NullMarked;
