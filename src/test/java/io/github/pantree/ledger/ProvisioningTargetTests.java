package io.github.pantree.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import org.junit.jupiter.api.Test;

final class ProvisioningTargetTests {

    /** Otherwise, a process of another version would not be excluded. */
    @Test
    void identityIsThatOfEarlierVersions() {
        assertThat(new ProvisioningTarget("hash", "http://api", new DirId("id")).identity())
                .isEqualTo("hash\nhttp://api\nid");
    }
}
