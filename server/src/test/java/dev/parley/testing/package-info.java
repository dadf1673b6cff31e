/// What tests share: a whole hub and a client of its HTTP interface.
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
