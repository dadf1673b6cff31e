/// What integrators have or copy, run as they would run it: the samples of other systems and our own examples.
@NullMarked
package dev.parley.seeds;

import org.jspecify.annotations.NullMarked;
