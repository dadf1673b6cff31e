/// Agents: what they say of themselves, who may embed them and which tokens they accept.
@NullMarked
package dev.parley.agents;

import org.jspecify.annotations.NullMarked;
