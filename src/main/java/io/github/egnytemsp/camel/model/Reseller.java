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
package io.github.egnytemsp.camel.model;

/**
 * Who an event is about. Every part is null where the event does not have it.
 *
 * @param code        {@code reseller_code}
 * @param firstName   {@code first_name}
 * @param lastName    {@code last_name}
 * @param email       {@code email}
 * @param companyName {@code company_name}
 */
public record Reseller(String code, String firstName, String lastName, String email, String companyName) {

    /** Without names and addresses: it may end up in a log line. */
    @Override
    public String toString() {
        return "Reseller[code=" + LogText.of(code) + "]";
    }
}
