/// The browser side as the build made it: its files in memory, how they are served, and text as it stands in a page.
@NullMarked
package dev.parley.platform.web;

import org.jspecify.annotations.NullMarked;
