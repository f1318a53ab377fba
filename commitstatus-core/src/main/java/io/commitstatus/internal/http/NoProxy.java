package io.commitstatus.internal.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts that {@code NO_PROXY} names, in a list with commas: {@code *} for all; {@code example.com} with its subdomains,
 * {@code .example.com} and {@code *.example.com} for them alone; addresses and ranges such as {@code 10.0.0.0/8}, for hosts
 * that are given by their address; each with a port, perhaps. This machine itself is always among them. Immutable.
 */
final class NoProxy {
    private final List<String> entries;

    NoProxy(String list) {
        this.entries = Arrays.stream(list.split("[,\\s]+"))
                .map(it -> it.toLowerCase(Locale.ROOT))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    /** Whether a host is reached without a proxy. */
    boolean covers(String host, int port) {
        Optional<byte[]> address = address(bare(host));
        boolean itself =
                host.equals("localhost") || address.filter(NoProxy::isLoopback).isPresent();
        return itself || entries.stream().anyMatch(it -> matches(it, bare(host), address, port));
    }

    private static boolean matches(String entry, String host, Optional<byte[]> address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.startsWith("[")) && !entry.endsWith("]");
        if (hasPort) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        name = bare(name);
        if (address.isPresent()) {
            return contains(name, address.get());
        }
        String suffix = name.startsWith("*.") ? name.substring(1) : name;
        return suffix.startsWith(".") ? host.endsWith(suffix) : host.equals(suffix) || host.endsWith("." + suffix);
    }

    /** An address, or a range in CIDR notation. */
    private static boolean contains(String range, byte[] address) {
        int slash = range.indexOf('/');
        Optional<byte[]> begin = address(slash < 0 ? range : range.substring(0, slash));
        if (begin.isEmpty() || begin.get().length != address.length) {
            return false;
        }
        int bits = address.length * 8;
        String length = slash < 0 ? Integer.toString(bits) : range.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
            return false;
        }
        int ignored = bits - Integer.parseInt(length);
        return new BigInteger(1, address)
                .shiftRight(ignored)
                .equals(new BigInteger(1, begin.get()).shiftRight(ignored));
    }

    private static boolean isLoopback(byte[] address) {
        return address.length == 4 ? address[0] == 127 : new BigInteger(1, address).equals(BigInteger.ONE);
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The bytes of a literal address; empty for a name, which is not looked up. */
    private static Optional<byte[]> address(String text) {
        if (!text.matches("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
