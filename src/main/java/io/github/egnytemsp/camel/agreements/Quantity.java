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
package io.github.egnytemsp.camel.agreements;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.egnytemsp.camel.model.Domain;

/**
 * What of a domain an agreement's line bills: what the domain has, used or not, because that is what Egnyte bills.
 *
 * @param kind which number
 * @param step for storage, how much of it is one unit of the line; a begun step counts. 1 for others
 */
record Quantity(Kind kind, BigDecimal step) {

    private static final Pattern FORM = Pattern.compile("(powerUsers|standardUsers|storage/([1-9][0-9]{0,8}))");
    private static final String FORMS = "powerUsers, standardUsers or storage/STEP, such as storage/100 for units of 100";

    enum Kind {
        powerUsers,
        standardUsers,
        storage
    }

    /**
     * @throws IllegalArgumentException if the text has another form
     */
    static Quantity parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("must be " + FORMS);
        }
        return form.group(2) == null
                ? new Quantity(Kind.valueOf(text), BigDecimal.ONE) : new Quantity(Kind.storage, new BigDecimal(form.group(2)));
    }

    /** The units that the domain has, or null if the API's answer does not have them. */
    BigDecimal of(Domain domain) {
        return switch (kind) {
            case powerUsers -> number(domain.availablePuLicences());
            case standardUsers -> number(domain.availableSuLicences());
            case storage -> domain.allocatedStorage() == null
                    // availableStorage may be the pool's
                    ? null : domain.allocatedStorage().divide(step, 0, RoundingMode.CEILING);
        };
    }

    private static BigDecimal number(Integer value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    @Override
    public String toString() {
        return kind == Kind.storage ? kind + "/" + step.toPlainString() : kind.name();
    }
}
