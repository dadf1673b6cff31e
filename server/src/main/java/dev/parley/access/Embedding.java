package dev.parley.access;

/// Where a request comes from, as far as the browser and our own signature prove it. A page's own word never counts.
public enum Embedding {
    /// A person who followed the link: a top-level page of ours, or a client that is no browser.
    LINK,
    /// Framed, or embedded without a frame, by a page whose origin the agent lists.
    LISTED,
    /// Framed, or embedded without a frame, while the agent has no list: an identity token alone is admitted.
    UNLISTED
}
