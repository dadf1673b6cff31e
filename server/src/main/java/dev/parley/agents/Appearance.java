package dev.parley.agents;

/// How an agent looks where it is embedded. What an embedding page sets itself stands before this.
///
/// @param title       shown above the chat; empty for the agent's name
/// @param placeholder shown in the empty composer; empty for the frame's own words
/// @param accent      a colour `#rrggbb`; empty for the frame's own. The frame makes it readable on each surface
/// @param position    the side of the page where the launcher stands
public record Appearance(String title, String placeholder, String accent, Position position) {
    public static final Appearance PLAIN = new Appearance("", "", "", Position.RIGHT);

    /// The lower corner of the page, by the side where lines begin or end.
    public enum Position { RIGHT, LEFT }
}
