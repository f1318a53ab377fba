package io.commitstatus.internal.http;

import io.commitstatus.spi.http.ApiResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who seems to have answered, by the headers that proxies, firewalls and content networks set. */
final class AnsweredBy {
    /** Header, what its value has in it without regard to case, and who sets it. The first that fits is told. */
    private record Mark(String header, String part, String who) {}

    private static final List<Mark> MARKS = List.of(
            new Mark("X-Squid-Error", "", "a Squid proxy"),
            new Mark("Server", "squid", "a Squid proxy"),
            new Mark("Server", "zscaler", "Zscaler"),
            new Mark("Server", "bluecoat", "a Blue Coat proxy"),
            new Mark("Server", "mcafee web gateway", "McAfee Web Gateway"),
            new Mark("X-Iinfo", "", "Imperva"),
            new Mark("X-Cdn", "imperva", "Imperva"),
            new Mark("X-Cdn", "incapsula", "Imperva"),
            new Mark("X-Sucuri-Id", "", "Sucuri"),
            new Mark("X-Azure-Ref", "", "Azure Front Door"),
            new Mark("Server", "microsoft-azure-application-gateway", "Azure Application Gateway"),
            new Mark("X-Amz-Cf-Id", "", "Amazon CloudFront"),
            new Mark("Server", "cloudfront", "Amazon CloudFront"),
            new Mark("Server", "awselb", "an AWS load balancer"),
            new Mark("Server", "akamaighost", "Akamai"),
            new Mark("Server", "bigip", "F5 BIG-IP"),
            new Mark("Server", "big-ip", "F5 BIG-IP"),
            new Mark("Server", "cloudflare", "Cloudflare"),
            new Mark("Cf-Ray", "", "Cloudflare"));

    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,39}(/[0-9][A-Za-z0-9._-]{0,19})?");

    private AnsweredBy() {}

    /** By name where a header tells; else what it calls its server; empty where nothing tells. */
    static Optional<String> of(ApiResponse answer) {
        return MARKS.stream()
                .filter(mark -> answer.header(mark.header())
                        .filter(it -> it.toLowerCase(Locale.ROOT).contains(mark.part()))
                        .isPresent())
                .map(Mark::who)
                .findFirst()
                .or(() -> answer.header("Server")
                        .map(it -> it.strip().split("\\s", 2)[0])
                        .filter(it -> PRODUCT.matcher(it).matches())
                        .map(it -> "a server that calls itself " + it));
    }
}
