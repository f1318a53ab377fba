package io.commitstatus.gitlab;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import java.util.List;
import java.util.Optional;

/** A project as a Provider's annotation {@value Provider#PROJECT} names it. */
final class ProjectName {
    private static final String FIELD = "metadata.annotations[" + GitLabPublisher.PROJECT + "]";
    private static final String ID = "[1-9][0-9]{0,17}";
    private static final String PATH = "[\\w.-]+(/[\\w.-]+)+";

    private ProjectName() {}

    /**
     * The annotation's value.
     *
     * @throws InvalidFieldException when it is neither an id nor a full path
     */
    static Optional<String> of(Provider provider) {
        return provider.annotation(GitLabPublisher.PROJECT).map(String::strip).map(project -> {
            boolean dots = List.of(project.split("/")).stream().anyMatch(it -> it.equals(".") || it.equals(".."));
            if (dots || !(isId(project) || isPath(project))) {
                throw new InvalidFieldException(
                        FIELD,
                        "\"" + project
                                + "\" is not a project; write its numeric id, such as 4711, or its full path as it is,"
                                + " such as group/subgroup/project");
            }
            return project;
        });
    }

    static boolean isId(String project) {
        return project.matches(ID);
    }

    static boolean isPath(String project) {
        return project.matches(PATH);
    }
}
