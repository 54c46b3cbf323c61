package io.github.pantree.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ServerRulesTests {

    @Test
    void readsAListOfRules() {
        ServerRules rules = ServerRules.parse(" max-children=1000, ban-time = 90s,recycle-bin=true,expired-at=plain");

        assertThat(rules.most(ServerRule.MAX_CHILDREN)).isEqualTo(1000);
        assertThat(rules.most(ServerRule.MAX_DEPTH)).isEqualTo(Integer.MAX_VALUE);
        assertThat(rules.time(ServerRule.BAN_TIME, Duration.ZERO)).hasSeconds(90);
        assertThat(rules.time(ServerRule.LATE_TIME, Duration.ofHours(1))).hasHours(1);
        assertThat(rules.holds(ServerRule.RECYCLE_BIN)).isTrue();
        assertThat(rules.holds(ServerRule.STRICT_KEYS)).isFalse();
        assertThat(rules.text(ServerRule.EXPIRED_AT, "zone")).isEqualTo("plain");
        assertThat(rules).hasToString("max-children=1000,ban-time=90s,recycle-bin=true,expired-at=plain");
        assertThat(ServerRules.parse(rules.toString())).isEqualTo(rules).hasSameHashCodeAs(rules);
        assertThat(ServerRules.parse(" ")).isEqualTo(ServerRules.NONE).isNotEqualTo(rules);
    }

    @Test
    void readsTimes() {
        assertThat(ServerRules.time("1500ms")).hasMillis(1500);
        assertThat(ServerRules.time("5s")).hasSeconds(5);
        assertThat(ServerRules.time("10m")).hasMinutes(10);
        assertThat(ServerRules.time("2h")).hasHours(2);
    }

    @Test
    void namesTheNearestRuleAndAllOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerRules.parse("max-dept=3"))
                .withMessageContainingAll("\"max-dept\"", "did you mean max-depth?", "list-cut", "strict-keys");
    }

    @Test
    void refusesAWrongValueWithItsRule() {
        for (String text : new String[] {
            "max-depth=0", "list-cut=many", "ban-time=10", "late-time=5 s", "recycle-bin=yes", "expired-at=never"
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServerRules.parse(text))
                    .withMessageContainingAll("\"" + text + "\"", "the value is");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerRules.parse("max-depth"))
                .withMessageContainingAll("\"max-depth\" has no value", "max-children=1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerRules.parse("max-depth=1,max-depth=2"))
                .withMessageContaining("twice");
    }
}
