/// Models behind an OpenAI-compatible address, hosted or local.
@NullMarked
package dev.parley.models.openai;

import org.jspecify.annotations.NullMarked;
