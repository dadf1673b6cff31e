/// From a compact token to the user a host product vouched for.
@NullMarked
package dev.parley.identity;

import org.jspecify.annotations.NullMarked;
