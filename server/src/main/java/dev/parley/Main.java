package dev.parley;

import dev.parley.audit.Audit;
import dev.parley.audit.AuditCheck;
import dev.parley.demo.Demo;
import dev.parley.demo.Rehearsal;
import dev.parley.members.ResetPassword;
import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.config.Settings;
import dev.parley.platform.database.Backup;
import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.database.Databases;
import java.nio.file.Path;
import java.time.Clock;
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
        } catch (DatabaseUnavailable | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void run(String command, List<String> arguments) {
        switch (command) {
            case "run" -> Server.start(Settings.read(System.getenv())).untilStopped();
            case "train" -> Rehearsal.run(System.getenv());
            case "demo" -> Demo.run(System.getenv());
            case "backup" -> backup(only(arguments, "./parley backup FILE"));
            case "reset-password" -> resetPassword(only(arguments, "./parley reset-password EMAIL"));
            case "audit-verify" -> verifyAudit(arguments);
            case "version" -> System.out.println("Parley " + Version.current() + " on Java " + Runtime.version());
            default -> throw new InvalidSetting("There is no command " + command + ".");
        }
    }

    private static String only(List<String> arguments, String usage) {
        if (arguments.size() != 1) {
            throw new InvalidSetting("Usage: " + usage);
        }
        return arguments.getFirst();
    }

    private static void backup(String file) {
        var settings = Server.databaseSettings(Settings.read(System.getenv()));
        Backup.copy(settings, Path.of(file).toAbsolutePath());
        System.out.println("Copied to " + file + ". The master key is not in it: keep that apart.");
    }

    private static void verifyAudit(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new InvalidSetting("Usage: ./parley audit-verify");
        }
        try (var database = Databases.openBeside(Server.databaseSettings(Settings.read(System.getenv())))) {
            if (!new AuditCheck(database).run(System.out::println)) {
                throw new IllegalStateException("The audit log was tampered with, or the store was damaged.");
            }
        }
    }

    /// Gives a member a new password; possible only for whoever may read the store on this machine.
    private static void resetPassword(String email) {
        try (var database = Databases.openBeside(Server.databaseSettings(Settings.read(System.getenv())))) {
            var password = new ResetPassword(database, new Audit(database, Clock.systemUTC())).run(email)
                    .orElseThrow(() -> new IllegalStateException("There is no member with the address " + email + "."));
            System.out.println("The new password of " + email + " is " + password
                    + "\nTheir sessions are over. They should change it after signing in.");
        }
    }
}
