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
package io.github.egnytemsp.camel.torture;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Some, short; {@code mvn -q -Ptorture} makes all of them, long. */
@Tag("long")
class TortureTest {

    @ParameterizedTest
    @EnumSource(names = { "SQLITE", "POSTGRESQL_TWO_PROCESSES", "SQLITE_DISK_FULL" })
    void nothingIsLostAndNothingIsDoubledThoughProcessesAreKilled(Torture.Kind kind) throws Exception {
        Torture.run(Path.of("target", "torture-test"), kind, 150, 3, System.nanoTime());
    }
}
