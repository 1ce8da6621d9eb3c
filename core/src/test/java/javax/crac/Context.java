package javax.crac;

/** As in a JVM with CRaC. */
public interface Context<R extends Resource> extends Resource {
    void register(R resource);
}
