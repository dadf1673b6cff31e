package dev.parley;

/// The version of this build, as Maven wrote it into the jar.
final class Version {
    private Version() {}

    static String current() {
        var version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
