package jakarta.enterprise.inject;

public @interface Disposes {}
