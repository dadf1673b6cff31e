/// The operators' API and the console's pages.
@NullMarked
package dev.parley.console;

import org.jspecify.annotations.NullMarked;
