package io.github.proxysqljdbc.testkit;

/** The filters of an instance's relay: those of Aurora, or none. */
final class AuroraFilters {
    static final AuroraFilters OFF = new AuroraFilters();

    private AuroraFilters() {}

    Filter fromClient(String instance) {
        return Filter.NONE;
    }

    Filter fromServer() {
        return Filter.NONE;
    }
}
