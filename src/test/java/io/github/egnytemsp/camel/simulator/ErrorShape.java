/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.simulator;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The shapes of error bodies: Egnyte's API has several, and the gateway before it has its own. The simulator answers in
 * no other.
 */
public enum ErrorShape {

    /** {@code {"message":"...","code":"..."}}. */
    MESSAGE,
    /** {@code {"errorMessage":"..."}}. */
    ERROR_MESSAGE,
    /** {@code {"detail":"...","errorCode":"...","requestId":"..."}}. */
    DETAIL,
    /** {@code {"Errors":[{"description":"...","code":"..."},...]}}. */
    ERRORS_DESCRIBED,
    /** {@code {"errors":[{"msg":"...","code":"..."},...]}}. */
    ERRORS,
    /** {@code {"formErrors":[{"code":"...","msg":"..."},...]}}. */
    FORM_ERRORS,
    /** {@code {"inputErrors":{"field":[{"msg":"...","code":"..."},...],...}}}. */
    INPUT_ERRORS,
    /** {@code {"errors":{"inputErrors":{"field":[{"msg":"...","code":"..."},...],...}}}}. */
    NESTED_INPUT_ERRORS,
    /** The gateway's {@code {"fault":{"faultstring":"...","detail":{"errorcode":"..."}}}}. */
    FAULT,
    /** A gateway's XML. */
    XML,
    /** A gateway's HTML. */
    HTML;

    /** The request id of every {@link #DETAIL}. */
    static final String REQUEST_ID = "simulated-request";

    Answer answer(int status, String code, String message) {
        return answer(status, code, Map.of("request", List.of(message)));
    }

    /**
     * One entry for each message where the shape has entries, by field where it has fields; else all messages in one.
     */
    Answer answer(int status, String code, Map<String, List<String>> messagesByField) {
        List<String> messages = messagesByField.values().stream().flatMap(List::stream).toList();
        String all = String.join("; ", messages);
        return switch (this) {
            case XML -> new Answer(
                    status, Map.of("Content-Type", "text/xml"),
                    "<error><code>" + code + "</code><text>" + all + "</text></error>");
            case HTML -> Answer.html(status, "<h1>" + all + "</h1>");
            default -> Answer.json(status, json(code, messagesByField, messages, all));
        };
    }

    private JsonNode json(String code, Map<String, List<String>> messagesByField, List<String> messages, String all) {
        ObjectNode body = Json.object();
        switch (this) {
            case MESSAGE -> body.put("message", all).put("code", code);
            case ERROR_MESSAGE -> body.put("errorMessage", all);
            case DETAIL -> body.put("detail", all).put("errorCode", code).put("requestId", REQUEST_ID);
            case ERRORS_DESCRIBED -> addAll(body.putArray("Errors"), "description", code, messages);
            case ERRORS -> addAll(body.putArray("errors"), "msg", code, messages);
            case FORM_ERRORS -> addAll(body.putArray("formErrors"), "msg", code, messages);
            case INPUT_ERRORS -> addFields(body.putObject("inputErrors"), code, messagesByField);
            case NESTED_INPUT_ERRORS -> addFields(body.putObject("errors").putObject("inputErrors"), code, messagesByField);
            case FAULT -> body.putObject("fault").put("faultstring", all).putObject("detail").put("errorcode", code);
            case XML, HTML -> throw new IllegalStateException(this + " is not JSON");
        }
        return body;
    }

    private static void addAll(ArrayNode array, String messageField, String code, List<String> messages) {
        messages.forEach(message -> array.addObject().put(messageField, message).put("code", code));
    }

    private static void addFields(ObjectNode fields, String code, Map<String, List<String>> messagesByField) {
        messagesByField.forEach((field, messages) -> addAll(fields.putArray(field), "msg", code, messages));
    }
}
