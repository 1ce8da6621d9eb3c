package javax.crac;

/** As in a JVM with CRaC. */
public class CheckpointException extends Exception {
    private static final long serialVersionUID = 1;
}
