package io.commitstatus.azuredevops;

import io.commitstatus.spi.http.ApiResponse;
import java.util.Map;

/**
 * What Azure DevOps says in an answer.
 *
 * @param typeKey which error it is, whatever the language of the text; possibly empty
 * @param text what people are told, possibly empty: a page of HTML says nothing that helps
 */
record ErrorMessage(String typeKey, String text) {

    static ErrorMessage of(ApiResponse answer) {
        Map<String, Object> body = answer.object();
        return new ErrorMessage(
                body.get("typeKey") instanceof String key ? key : "",
                body.get("message") instanceof String text ? text : "");
    }
}
