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
package io.github.egnytemsp.camel.strictserver;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

/** The bodies that the API takes, each value of exactly its type: {@code "42"} is no integer, and 42 is no text. */
final class Requests {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(LogicalType.Textual, config -> {
                for (CoercionInputShape shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float,
                        CoercionInputShape.Boolean)) {
                    config.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .build();

    private Requests() {
    }

    enum EventType {
        RESELLER_LINK_NFR_MANUALLY,
        RESELLER_CREATED_CONNECT_TRIAL,
        RESELLER_CREATED_PROTECT_TRIAL,
        RESELLER_CONVERTED_CONNECT_TRIAL_TO_PAID,
        RESELLER_CONVERTED_PROTECT_TRIAL_TO_PAID,
        RESELLER_CONNECT_TRIAL_EXPIRED,
        RESELLER_PROFILE_UPDATED,
        RESELLER_MRR_CHANGED,
        RESELLER_FIRST_LOGIN,
        RESELLER_CC_ADDED,
        RESELLER_PVI_ADDED,
        USER_ADDED,
        RESELLER_TFA_ENABLED,
        RESELLER_TFA_ENROLLED,
        USER_TFA_ENABLED,
        USER_TFA_ENROLLED,
        RESELLER_UPSELL_INVOICE_GENERATED,
        RESELLER_RECURRING_INVOICE_GENERATED,
        RESELLER_INVOICE_EDITED,
        RESELLER_INVOICE_PAID
    }

    record Registration(@JsonProperty("webhook_url") URI url, List<EventType> eventTypes,
            @JsonProperty("auth_header") String header,
            @JsonProperty("auth_header_value") String value) {

        Registration {
            require("https".equals(url.getScheme()) && !eventTypes.isEmpty() && !header.isBlank() && !value.isBlank());
        }
    }

    record PowerUsers(int powerUsers) {

        PowerUsers {
            require(powerUsers >= 1);
        }
    }

    record NewTrial(String domain, int id, int powerUsers, int storageGB, String region, String username, String password,
            String firstName, String lastName) {

        NewTrial {
            require(domain.length() <= 50 && id >= 1 && powerUsers >= 1 && storageGB >= 1 && !region.isBlank());
        }
    }

    record Activation(int planId, int powerUsers, int storageGB) {

        Activation {
            require(planId >= 1 && powerUsers >= 1 && storageGB >= 1);
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("a value is missing or out of range");
        }
    }
}
