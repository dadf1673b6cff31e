/// Conversations and their messages, each belonging to exactly one principal and agent.
@NullMarked
package dev.parley.conversations;

import org.jspecify.annotations.NullMarked;
