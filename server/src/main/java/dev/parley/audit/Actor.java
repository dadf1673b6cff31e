package dev.parley.audit;

/// Who did something, and from where.
///
/// @param who     a kind and an id, such as `member:mem_…`, `key:key_…`, or `machine`
/// @param address the network address it came from; empty if it came from none
public record Actor(String who, String address) {
    /// The person at the machine itself: the launcher, or the first start.
    public static final Actor MACHINE = new Actor("machine", "");
}
