/// The machine's Chromium, and the console in it as a person uses it.
@NullMarked
package dev.parley.browser;

import org.jspecify.annotations.NullMarked;
