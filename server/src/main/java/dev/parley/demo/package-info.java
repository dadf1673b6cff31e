/// The sample host product of `./parley demo`: another company's server, which knows the hub only by its public API;
/// and the rehearsal of the build, which plays that company's users.
@NullMarked
package dev.parley.demo;

import org.jspecify.annotations.NullMarked;
