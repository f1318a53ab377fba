package io.commitstatus.testing.forge;

import java.util.List;

/**
 * One page of a list, in the manner of {@code per_page}, {@code page} and the {@code Link} header.
 *
 * @since 0.1
 */
public record Page<T>(List<T> items, int number, int size, boolean last) {

    public static <T> Page<T> of(ForgeRequest request, List<T> all, int usual) {
        int size = Math.max(1, Math.min(100, number(request, "per_page", usual)));
        int number = Math.max(1, number(request, "page", 1));
        int from = Math.min(all.size(), (number - 1) * size);
        int to = Math.min(all.size(), from + size);
        return new Page<>(all.subList(from, to), number, size, to == all.size());
    }

    public ForgeResponse link(ForgeRequest request, ForgeResponse answer) {
        if (last) {
            return answer;
        }
        String next = "http://" + request.header("Host").orElse("127.0.0.1") + request.path() + "?per_page=" + size
                + "&page=" + (number + 1);
        return answer.header("Link", "<" + next + ">; rel=\"next\"");
    }

    private static int number(ForgeRequest request, String name, int otherwise) {
        String text = request.query().getOrDefault(name, "");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
