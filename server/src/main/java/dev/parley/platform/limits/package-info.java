/// How often something may happen, and how large it may be.
@NullMarked
package dev.parley.platform.limits;

import org.jspecify.annotations.NullMarked;
