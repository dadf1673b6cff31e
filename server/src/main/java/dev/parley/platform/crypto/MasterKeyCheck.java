package dev.parley.platform.crypto;

import dev.parley.platform.config.InvalidSetting;
import dev.parley.platform.database.Database;
import dev.parley.platform.ids.Ids;

/// Makes sure at start that the master key is the one the stored secrets were sealed with: a fact sealed on the first
/// start must open on every later one.
public final class MasterKeyCheck {
    private static final String FACT = "master_key_check";
    private static final SecretBox.Place PLACE = new SecretBox.Place("master-key-check", "", FACT);

    private final Database database;
    private final SecretBox box;

    public MasterKeyCheck(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /// @throws InvalidSetting if the stored secrets need another master key
    public void run() {
        var fresh = box.seal(PLACE, Ids.random(MasterKey.BYTES));
        var stored = database.write(handle -> {
            handle.createUpdate("INSERT INTO facts (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
                    .bind("name", FACT).bind("value", fresh).execute();
            return handle.createQuery("SELECT value FROM facts WHERE name = :name")
                    .bind("name", FACT).mapTo(String.class).one();
        });
        try {
            box.open(PLACE, stored);
        } catch (SealBroken _) {
            throw new InvalidSetting("The master key is not the one this hub's secrets were encrypted with. Set"
                    + " PARLEY_MASTER_KEY, or put back the file master.key in the data directory, as it was before.");
        }
    }
}
