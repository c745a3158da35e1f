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
package io.github.egnytemsp.camel.transform;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;

/** Answers of the API as a table that people open in a spreadsheet: no text of it is a formula there. */
public final class SpreadsheetTable {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
    /**
     * Signs with which a formula begins, those of East Asian keyboards too, behind whatever a spreadsheet skips; also
     * behind a semicolon, which ends a cell in many countries.
     */
    private static final Pattern FORMULA = Pattern.compile(
            "(^|;)(?=[\\p{Z}\\p{Cf}\"'`]*+[-=+@\\u2212\\uFE62\\uFE63\\uFE66\\uFE6B\\uFF0B\\uFF0D\\uFF1D\\uFF20])");

    private SpreadsheetTable() {
    }

    /**
     * One row for each record: first its texts, then its numbers.
     *
     * @param  records the records
     * @param  texts   names of fields, separated by commas. Their values are one line each; one that could be read as a
     *                 formula begins with an apostrophe
     * @param  numbers names of fields, separated by commas; {@code a|b} is the first of them that has a value. Their
     *                 values are exact {@link BigDecimal}s, also where the API sends them as texts; what is no number
     *                 is treated as a text
     * @return         the rows; null where a record has no value
     */
    public static List<List<Object>> rows(Iterable<? extends MspRecord> records, String texts, String numbers) {
        List<List<Object>> rows = new ArrayList<>();
        for (MspRecord item : records) {
            JsonNode json = item.toJson();
            List<Object> row = new ArrayList<>();
            for (String name : texts.split(",")) {
                row.add(text(json.path(name.strip())));
            }
            for (String names : numbers.split(",")) {
                JsonNode value = Arrays.stream(names.strip().split("\\|")).map(json::path).filter(field -> !isEmpty(field))
                        .findFirst().orElse(MissingNode.getInstance());
                BigDecimal number = Json.decimal(value);
                row.add(number != null ? number : text(value));
            }
            rows.add(row);
        }
        return rows;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static String text(JsonNode value) {
        if (isEmpty(value)) {
            return null;
        }
        String line = CONTROL.matcher(value.isValueNode() ? value.asText() : value.toString()).replaceAll(" ").strip();
        return FORMULA.matcher(line).replaceAll("$1'");
    }
}
