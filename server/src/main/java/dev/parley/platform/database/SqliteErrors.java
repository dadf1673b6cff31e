package dev.parley.platform.database;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/// SQLite's result codes; the low byte is the kind, the rest the detail (sqlite.org/rescode.html).
record SqliteErrors(Path file) implements SqlErrors {
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NOMEM = 7;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;
    private static final int CONSTRAINT_PRIMARYKEY = 1555;
    private static final int CONSTRAINT_UNIQUE = 2067;
    private static final int CONSTRAINT_ROWID = 2579;

    @Override
    public @Nullable String outage(SQLException failure) {
        return switch (code(failure) & 0xff) {
            case FULL -> "The disk that holds " + file + " is full. Free some space; Parley goes on by itself.";
            case IOERR -> "Reading or writing " + file + " failed. Check the disk and the system log.";
            case CORRUPT, NOTADB -> file + " is damaged. Stop Parley, move the file and its -wal and -shm neighbours"
                    + " aside, and put the newest copy made by ./parley backup in its place.";
            case READONLY, PERM -> file + " cannot be written. Let the account that runs Parley write it and its"
                    + " directory.";
            case CANTOPEN -> file + " cannot be opened. Check that its directory exists and that the account that runs"
                    + " Parley may write there.";
            case BUSY, LOCKED -> "Another program has been holding " + file + " locked. Stop it.";
            case NOMEM -> "SQLite ran out of memory on " + file + ". Give Parley more memory.";
            default -> null;
        };
    }

    @Override
    public String store() {
        return file.toString();
    }

    @Override
    public boolean duplicateKey(SQLException failure) {
        return switch (code(failure)) {
            case CONSTRAINT_PRIMARYKEY, CONSTRAINT_UNIQUE, CONSTRAINT_ROWID -> true;
            default -> false;
        };
    }

    /// The extended result code; the driver's `getErrorCode` has the low byte alone.
    private static int code(SQLException failure) {
        return failure instanceof SQLiteException sqlite ? sqlite.getResultCode().code : failure.getErrorCode();
    }
}
