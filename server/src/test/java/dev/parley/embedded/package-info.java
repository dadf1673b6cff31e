/// An agent inside a host product, as its users meet it: Chromium, three origins, a whole hub, one scripted model.
@NullMarked
package dev.parley.embedded;

import org.jspecify.annotations.NullMarked;
