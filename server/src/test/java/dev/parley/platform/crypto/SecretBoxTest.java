package dev.parley.platform.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.crypto.SecretBox.Place;
import dev.parley.platform.ids.Ids;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
    private static final Place PLACE = new Place("test", "ten_1", "row_1");
    private static final byte[] PLAIN = "the secret é".getBytes(UTF_8);

    private final SecretBox box = new SecretBox(MasterKey.parse(Ids.secret(), "test"));

    @Test
    void whatIsSealedOpensInItsPlace() {
        assertThat(box.open(PLACE, box.seal(PLACE, PLAIN))).isEqualTo(PLAIN);
        assertThat(box.open(PLACE, box.seal(PLACE, new byte[0]))).isEmpty();
    }

    @Test
    void sealingTwiceGivesTwoTextsThatShowNothing() {
        var sealed = box.seal(PLACE, PLAIN);
        assertThat(sealed).isNotEqualTo(box.seal(PLACE, PLAIN)).doesNotContain("secret").matches("v1\\.[\\w-]+");
    }

    @Test
    void itOpensNowhereElse() {
        var sealed = box.seal(PLACE, PLAIN);
        broken(new Place("test2", "ten_1", "row_1"), sealed);
        broken(new Place("test", "ten_2", "row_1"), sealed);
        broken(new Place("test", "ten_1", "row_2"), sealed);
        broken(new Place("test", "ten_1row", "_1"), sealed);
        assertThatThrownBy(() -> new SecretBox(MasterKey.parse(Ids.secret(), "test")).open(PLACE, sealed))
                .isInstanceOf(SealBroken.class).hasMessageNotContaining("the secret");
    }

    @Test
    void aChangedCharacterAnywhereIsNoticed() {
        var sealed = box.seal(PLACE, PLAIN);
        for (int i = 0; i < sealed.length() - 1; i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            broken(PLACE, sealed.substring(0, i) + other + sealed.substring(i + 1));
        }
        broken(PLACE, "");
        broken(PLACE, "v1.");
        broken(PLACE, "v1.AAAA");
        broken(PLACE, sealed.substring(0, sealed.length() - 4));
    }

    private void broken(Place place, String sealed) {
        assertThatThrownBy(() -> box.open(place, sealed)).isInstanceOf(SealBroken.class);
    }
}
