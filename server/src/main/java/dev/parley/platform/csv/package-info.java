/// Tables as text for spreadsheets.
@NullMarked
package dev.parley.platform.csv;

import org.jspecify.annotations.NullMarked;
