/// The port through which an agent answers, and its providers.
@NullMarked
package dev.parley.models;

import org.jspecify.annotations.NullMarked;
