package io.github.proxysqljdbc.config;

/** A heading of the configuration reference. */
public enum OptionGroup {
    /** With which accounts the instances are opened. */
    CREDENTIALS("Credentials"),
    /** How instances are asked for their role. */
    MONITORING("Monitoring"),
    /** How many physical connections there are, and for how long. */
    POOL("Connection pools"),
    /** Where statements go, and how long they wait. */
    ROUTING("Routing");

    private final String title;

    OptionGroup(String title) {
        this.title = title;
    }

    /** The heading's text. */
    public String title() {
        return title;
    }
}
