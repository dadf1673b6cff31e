package dev.parley;

/// Loads the configuration and starts the server.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println(Runtime.version());
    }
}
