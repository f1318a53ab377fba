/** Somebody else's program. */
module consumer.modular {
    requires io.commitstatus.core;
}
