/// HTTP, server-sent events and WebSockets: the only package that knows Jetty.
@NullMarked
package dev.parley.platform.http;

import org.jspecify.annotations.NullMarked;
