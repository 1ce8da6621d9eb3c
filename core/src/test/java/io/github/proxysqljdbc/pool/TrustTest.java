package io.github.proxysqljdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrustTest {
    private final Trust trust = new Trust();

    private static long later() {
        long now = System.nanoTime();
        while (System.nanoTime() == now) {
            Thread.onSpinWait();
        }
        return System.nanoTime();
    }

    @Test
    void connectionsAreTrustedUntilOneBreaks() {
        long made = later();
        assertThat(trust.covers(made)).isTrue();
        later();
        trust.lost();
        assertThat(trust.covers(made)).isFalse();
        assertThat(trust.covers(later())).isTrue();
        trust.foundDead(made);
        assertThat(trust.rulesOut(made)).as("each is asked").isFalse();
    }

    @Test
    void afterTheProcessStoodStillOneDeadConnectionSpeaksForAllThatAreAsOld() {
        long made = later();
        later();
        trust.slept();
        assertThat(trust.covers(made)).isFalse();
        assertThat(trust.rulesOut(made)).isFalse();
        long proven = later();
        trust.foundDead(made);
        assertThat(trust.rulesOut(made)).isTrue();
        assertThat(trust.rulesOut(proven)).isFalse();
    }

    @Test
    void aConnectionThatBreaksLaterSpeaksForItselfOnly() {
        trust.slept();
        long made = later();
        later();
        trust.foundDead(made);
        assertThat(trust.rulesOut(made)).isFalse();
    }
}
