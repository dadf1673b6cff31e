/// Who may use which agent, and through what.
@NullMarked
package dev.parley.access;

import org.jspecify.annotations.NullMarked;
