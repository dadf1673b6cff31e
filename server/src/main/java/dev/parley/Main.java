package dev.parley;

import dev.parley.demo.Demo;
import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.config.Settings;
import java.util.Arrays;
import java.util.List;

/// The process: reads the settings and runs one command.
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        var command = arguments.length == 0 ? "run" : arguments[0];
        var rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try {
            run(command, rest);
        } catch (InvalidSetting e) {
            System.err.println(e.getMessage());
            System.exit(MISUSED);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void run(String command, List<String> arguments) {
        switch (command) {
            case "run" -> Server.start(Settings.read(System.getenv())).untilStopped();
            case "train" -> Server.start(Settings.read(System.getenv())).close();
            case "demo" -> Demo.run(System.getenv());
            case "version" -> System.out.println("Parley " + Version.current() + " on Java " + Runtime.version());
            default -> throw new InvalidSetting("There is no command " + command + ".");
        }
    }
}
