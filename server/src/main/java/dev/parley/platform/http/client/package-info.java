/// A blocking HTTP/1.1 client for virtual threads whose calls can be cut at any moment.
@NullMarked
package dev.parley.platform.http.client;

import org.jspecify.annotations.NullMarked;
