package dev.parley.conversations;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long an answer took, from the moment its row was made.
///
/// @param firstWords until its first words; null if it never had any
/// @param whole      until it ended
public record AnswerTimes(@Nullable Duration firstWords, Duration whole) {}
