/// Strict JSON: what a peer sends is read once, with no duplicate keys, no invalid UTF-8 and no surprise of depth or size.
@NullMarked
package dev.parley.platform.json;

import org.jspecify.annotations.NullMarked;
