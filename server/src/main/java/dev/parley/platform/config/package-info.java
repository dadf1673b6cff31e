/// Settings from the environment and one file, each named and checked at start.
@NullMarked
package dev.parley.platform.config;

import org.jspecify.annotations.NullMarked;
