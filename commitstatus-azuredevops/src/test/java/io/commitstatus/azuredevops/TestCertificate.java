package io.commitstatus.azuredevops;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An RSA key with a certificate of its own, which the JDK's keytool makes. */
record TestCertificate(PrivateKey key, X509Certificate certificate) {
    private static final String PASSWORD = "changeit";

    static TestCertificate make(Path folder) throws Exception {
        Path file = folder.resolve("it.p12");
        Path log = folder.resolve("keytool.log");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = "-genkeypair -alias it -keyalg RSA -keysize 2048 -dname CN=it -storetype PKCS12 -storepass "
                + PASSWORD + " -keystore";
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(arguments.split(" ")));
        command.add(file.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool failed: " + Files.readString(log));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(
                (PrivateKey) store.getKey("it", PASSWORD.toCharArray()), (X509Certificate) store.getCertificate("it"));
    }

    String pem() throws Exception {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    String pkcs8() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** In PKCS#8 it stands behind 26 bytes, which say that it is of RSA. */
    String pkcs1() {
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(key.getEncoded(), 26, key.getEncoded().length));
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
