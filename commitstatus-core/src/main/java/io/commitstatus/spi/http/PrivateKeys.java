package io.commitstatus.spi.http;

import io.commitstatus.model.InvalidFieldException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads private keys from PEM: PKCS#8 of RSA and EC, and PKCS#1, in which RSA keys are often handed out.
 *
 * @since 0.1
 */
public final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    /** Version 0 and the algorithm rsaEncryption, which turn PKCS#1 into PKCS#8. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PrivateKeys() {}

    /**
     * Reads the first private key.
     *
     * @param field for the exception
     * @param name what holds the key, for people
     * @throws InvalidFieldException without a part of the file
     */
    public static PrivateKey parse(String field, String name, byte[] pem) {
        Matcher block = PEM.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw unusable(field, name);
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw unusable(field, name);
        }
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> key(field, name, der, List.of("RSA", "EC", "Ed25519"));
            case "RSA PRIVATE KEY" -> key(field, name, sequence(RSA, tagged(0x04, der)), List.of("RSA"));
            default -> throw unusable(field, name);
        };
    }

    private static PrivateKey key(String field, String name, byte[] pkcs8, List<String> algorithms) {
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // Of another algorithm, perhaps; the file does not say which.
            }
        }
        throw unusable(field, name);
    }

    private static InvalidFieldException unusable(String field, String name) {
        return new InvalidFieldException(
                field,
                name
                        + " does not contain a usable private key; store it unencrypted as PEM, BEGIN PRIVATE KEY (openssl pkcs8 -topk8"
                        + " -nocrypt converts others) or BEGIN RSA PRIVATE KEY");
    }

    private static byte[] sequence(byte[] first, byte[] second) {
        return tagged(
                0x30,
                ByteBuffer.allocate(first.length + second.length)
                        .put(first)
                        .put(second)
                        .array());
    }

    /** DER's type, length and content; DER insists on the shortest form of the length. */
    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        ByteBuffer der = ByteBuffer.allocate(length + 5).put((byte) tag);
        if (length < 0x80) {
            der.put((byte) length);
        } else if (length < 0x100) {
            der.put((byte) 0x81).put((byte) length);
        } else if (length < 0x10000) {
            der.put((byte) 0x82).putShort((short) length);
        } else {
            der.put((byte) 0x83).put((byte) (length >> 16)).putShort((short) length);
        }
        return Arrays.copyOf(der.put(content).array(), der.position());
    }
}
