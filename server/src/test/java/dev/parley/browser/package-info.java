/// The product as a person meets it: real Chromium, a hub and host pages on origins of their own.
@NullMarked
package dev.parley.browser;

import org.jspecify.annotations.NullMarked;
