package io.commitstatus.testing.azuredevops;

import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.ShownStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** Azure DevOps' answers, in its words and shapes. */
final class Answers {
    private static final String GIT = "Microsoft.TeamFoundation.Git.Server";
    private static final String CORE = "Microsoft.TeamFoundation.Core.WebApi";
    private static final String SERVICES = "Microsoft.VisualStudio.Services";
    private static final String SIGN_IN =
            "<!DOCTYPE html>\r\n<html lang=\"en-US\"><head><title>Azure DevOps Services | Sign In</title></head>"
                    + "<body>Sign in to your account</body></html>\r\n";

    private Answers() {}

    static ForgeResponse error(int status, String namespace, String typeKey, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("$id", "1");
        body.put("innerException", null);
        body.put("message", message);
        body.put("typeName", namespace + "." + typeKey + ", " + namespace);
        body.put("typeKey", typeKey);
        body.put("errorCode", 0);
        body.put("eventId", 3000);
        return ForgeResponse.json(status, body);
    }

    static ForgeResponse invalid(String message) {
        return error(400, SERVICES + ".Common", "VssPropertyValidationException", message);
    }

    static ForgeResponse versionMissing() {
        return error(
                400,
                SERVICES + ".WebApi",
                "VssVersionNotSpecifiedException",
                "No api-version was supplied for the request. The request must have an api-version.");
    }

    static ForgeResponse versionOutOfRange(String requested, String newest) {
        return error(
                400,
                SERVICES + ".WebApi",
                "VssVersionOutOfRangeException",
                "The requested REST API version of " + requested
                        + " is out of range for this server. The latest REST API" + " version this server supports is "
                        + newest + ".");
    }

    static ForgeResponse previewRequired(String requested) {
        return error(
                400,
                SERVICES + ".WebApi",
                "VssInvalidPreviewVersionException",
                "The requested version \"" + requested
                        + "\" of the resource is under preview. The -preview flag must be"
                        + " supplied in the api-version for such requests. For example: \"" + requested
                        + "-preview\"");
    }

    static ForgeResponse unknownProject(String project) {
        return error(
                404,
                CORE,
                "ProjectDoesNotExistWithNameException",
                "TF200016: The following project does not exist: " + project
                        + ". Verify that the name of the project is correct and that the project exists on the specified"
                        + " Azure DevOps Server.");
    }

    static ForgeResponse unknownRepository(String name) {
        return error(
                404,
                GIT,
                "GitRepositoryNotFoundException",
                "TF401019: The Git repository with name or identifier " + name
                        + " does not exist or you do not have permissions for the operation you are attempting.");
    }

    static ForgeResponse unknownCommit(String commit) {
        return error(
                404,
                GIT,
                "GitUnresolvableToCommitException",
                "TF401175:The version descriptor <Commit: " + commit
                        + " > could not be resolved to a version in the repository.");
    }

    static ForgeResponse unknownObject(String commit) {
        return error(
                404, GIT, "GitObjectDoesNotExistException", "TF401035: The object '" + commit + "' does not exist.");
    }

    static ForgeResponse noPermission() {
        return error(
                403,
                GIT,
                "GitNeedsPermissionException",
                "TF401027: You need the Git 'GenericContribute' permission to perform this action.");
    }

    static ForgeResponse blocked() {
        return error(
                429,
                SERVICES + ".Common",
                "RequestBlockedException",
                "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource"
                        + " 'Concurrency' in namespace 'User'.");
    }

    /** A page for people, with whatever status. */
    static ForgeResponse signInPage(int status) {
        return new ForgeResponse(status, Map.of("Content-Type", "text/html; charset=utf-8"), SIGN_IN);
    }

    static Map<String, Object> status(Store.Entry entry) {
        ShownStatus shown = entry.status();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", entry.id());
        json.put("state", shown.state());
        json.put("description", shown.description());
        json.put("context", Map.of("name", entry.name(), "genre", entry.genre()));
        json.put("creationDate", entry.createdAt());
        json.put("updatedDate", entry.createdAt());
        shown.targetUrl().ifPresent(it -> json.put("targetUrl", it));
        return json;
    }
}
