/// Answers being produced: their numbered text, who listens, and the order in which questions are answered.
@NullMarked
package dev.parley.chat.runs;

import org.jspecify.annotations.NullMarked;
