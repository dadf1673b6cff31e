/// What one feature announces and another listens to, without either knowing the other.
@NullMarked
package dev.parley.platform.events;

import org.jspecify.annotations.NullMarked;
