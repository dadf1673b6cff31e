package dev.parley.members;

/// The id of a person with a login, `mem_…`.
public record MemberId(String value) {
    public static MemberId next() {
        return new MemberId(dev.parley.platform.ids.Ids.next("mem_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
